// `npm run secrets:rotate-key`: changes the instance key, one step per run, with the same environment as the running
// instance. It looks where the change stands, does what can be done now, and says what to do next.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import pg from "pg";
import { type Config, config, parseInstanceKeys } from "#lib/config";
import { type Rotation, rotateInstanceKey } from "#lib/crypto/rotate-instance-key";
import { db } from "#lib/database/client";
import { plural } from "#lib/text/plural";

const AGAIN = "Then run npm run secrets:rotate-key again, with the same setting.";

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { values } = parseArgs({ options: { key: { type: "string" } } });
  if (!process.env.DATABASE_URL) {
    throw new Error("DATABASE_URL is not set. Demo mode makes a key of its own, which needs no changing.");
  }
  const { databaseUrl, instanceKeys } = config();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const rotation = await rotateInstanceKey(client, instanceKeys);
    const isRefusal = ["busy", "unopened", "not-restarted", "unsettled"].includes(rotation.at);
    (isRefusal ? console.error : console.log)(wordsFor(rotation, instanceKeys, values.key));
    return isRefusal ? 1 : 0;
  } finally {
    await client.end();
    await db().$disconnect();
  }
}

function wordsFor(rotation: Rotation, keys: Config["instanceKeys"], given: string | undefined): string {
  const ids = keys.map(({ id }) => `${id}:…`);
  switch (rotation.at) {
    case "busy":
      return "Another run is under way. Nothing was changed.";
    case "unopened":
      return [
        "Nothing was changed: not everything can be opened with the keys of POSTHORN_ENCRYPTION_KEY.",
        ...rotation.unopened.slice(0, 20).map(({ workspaceId, reason }) => `  workspace ${workspaceId}: ${reason}`),
        ...(rotation.unopened.length > 20 ? [`  and ${rotation.unopened.length - 20} more`] : []),
        "List every key that was ever in use, the present one first.",
      ].join("\n");
    case "not-restarted":
      return [
        "Nothing was changed: Posthorn still runs with other keys than these, or in another order, at",
        ...rotation.addresses.map((address) => `  ${address}`),
        `Restart it with POSTHORN_ENCRYPTION_KEY=${ids.join(",")}. ${AGAIN}`,
      ].join("\n");
    case "add":
      return [
        `Everything (${plural(rotation.workspaces, "workspace", "workspaces")}) is under the key "${keys[0].id}". To change it:`,
        "",
        "1. Append this to POSTHORN_ENCRYPTION_KEY, after the present key, and restart every process:",
        "",
        `     ,${newKey(keys, given)}`,
        "",
        "   The present key goes on being used until all of them know the new one.",
        `2. ${AGAIN} Nothing is changed yet, and nothing has been stored: keep the new key as safe as the present one.`,
      ].join("\n");
    case "swap":
      return [
        `Every process that is connected knows the key "${rotation.key}".`,
        "",
        `Put it first, and restart every process: POSTHORN_ENCRYPTION_KEY=${[`${rotation.key}:…`, ...ids.filter((id) => id !== `${rotation.key}:…`)].join(",")}`,
        "(Whoever is signed in signs in once more.)",
        AGAIN,
      ].join("\n");
    case "unsettled":
      return [
        `${plural(rotation.remaining, "workspace was", "workspaces were")} made meanwhile under an older key: a process still puts it first.`,
        `Restart every process with POSTHORN_ENCRYPTION_KEY=${ids.join(",")}. ${AGAIN}`,
      ].join("\n");
    case "done":
      return [
        `${plural(rotation.rewrapped, "data key", "data keys")} wrapped anew: all ${rotation.workspaces} are under "${keys[0].id}".`,
        "",
        `Take out ${rotation.retired.map((id) => `"${id}"`).join(" and ")} and restart every process: POSTHORN_ENCRYPTION_KEY=${ids[0]}`,
        "Nothing that is stored needs the old key from now on, except backups made before: keep it as long as those.",
      ].join("\n");
  }
}

/** The new key as the setting takes it: the one that was given, or a random one, under the next free number. */
function newKey(keys: Config["instanceKeys"], given: string | undefined): string {
  const numbers = keys.map(({ id }) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  const id = `k${Math.max(...numbers) + 1}`;
  if (given === undefined) return `${id}:${randomBytes(32).toString("base64")}`;
  const [parsed] = parseInstanceKeys(given);
  const name = given.includes(":") ? parsed.id : id;
  if (keys.some((key) => key.id === name || key.bytes.equals(parsed.bytes))) {
    throw new Error(`POSTHORN_ENCRYPTION_KEY has the key "${name}" already, or these bytes under another id.`);
  }
  return `${name}:${parsed.bytes.toString("base64")}`;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
