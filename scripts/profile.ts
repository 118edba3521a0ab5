// `npm run profile -- check|preview|apply <file>`: a product's profile outside the app. `check` says what is wrong with it or
// what it means, `preview` prints the request that it makes of a sample event, `apply` saves it through the API as a new
// version, with an operator key in POSTHORN_OPERATOR_KEY.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { AppError } from "#lib/errors/app-error";
import { parseJson } from "#lib/json/parse-json";
import { describeProfile } from "#lib/profiles/describe-profile";
import { parseProfile } from "#lib/profiles/parse-profile";
import type { Profile } from "#lib/profiles/profile-schema";
import { renderPreview } from "#lib/profiles/render-preview";

const USAGE = `npm run profile -- check <file>
npm run profile -- preview <file> [--type order.created] [--data '{"id":"1"}'] [--tenant t] [--attempt 2] [--rotating]
npm run profile -- apply <file> --product <slug> [--note "Why"] [--running-webhooks keep|change]

apply needs POSTHORN_OPERATOR_KEY (scope products:write) and, unless it is http://localhost:3000, POSTHORN_URL.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    type: { type: "string", default: "order.created" },
    data: { type: "string", default: '{"id":"ord_1"}' },
    tenant: { type: "string" },
    attempt: { type: "string", default: "1" },
    rotating: { type: "boolean", default: false },
    product: { type: "string" },
    note: { type: "string", default: "" },
    "running-webhooks": { type: "string", default: "keep" },
  },
});

const COMMANDS: Record<string, (profile: Profile) => Promise<void> | void> = { check, preview, apply };

function check(profile: Profile): void {
  for (const { label, text } of describeProfile(profile)) console.log(`${label.padEnd(10)} ${text}`);
}

function preview(profile: Profile): void {
  parseJson(values.data);
  const { headers, body, secrets } = renderPreview(profile, {
    type: values.type,
    data: values.data,
    tenant: values.tenant ?? null,
    occurredAt: new Date(),
    attempt: Number(values.attempt),
    rotating: values.rotating,
  });
  console.log("POST /webhooks HTTP/1.1");
  for (const [name, value] of headers) console.log(`${name}: ${value}`);
  console.log(`\n${body}\n`);
  for (const { secret, publicKey, replaced } of secrets) {
    console.log(`# signed with the ${replaced ? "replaced" : "current"} sample secret ${publicKey ?? secret}`);
  }
}

async function apply(profile: Profile): Promise<void> {
  const { product, note } = values;
  const { POSTHORN_URL: url = "http://localhost:3000", POSTHORN_OPERATOR_KEY: key } = process.env;
  if (!product) throw new Error("Say whose profile it is: --product <slug>");
  if (!key) throw new Error("Set POSTHORN_OPERATOR_KEY to an operator key with the scope products:write.");
  const address = `${url}/api/v1/operator/products/${encodeURIComponent(product)}/profile`;
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const present = await answerOf(await fetch(address, { headers }));
  const saved = await answerOf(
    await fetch(address, {
      method: "PUT",
      headers: { ...headers, "if-match": `"${present.version}"` },
      body: JSON.stringify({ profile, note, runningWebhooks: values["running-webhooks"] }),
    }),
  );
  console.log(
    saved.version === present.version
      ? `${product} has these rules already, as version ${saved.version}.`
      : `Saved as version ${saved.version} of ${product}. New events get it within two seconds.`,
  );
}

async function answerOf(response: Response): Promise<{ version: number }> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  const detail = response.headers.get("content-type")?.includes("json") ? JSON.parse(text).detail : text.slice(0, 200);
  throw new Error(`The server answered ${response.status}: ${detail}`);
}

async function main(): Promise<number> {
  const [name = "", file] = positionals;
  const command = COMMANDS[name];
  if (!command || !file) {
    console.error(USAGE);
    return 2;
  }
  try {
    await command(parseProfile(parseJson(await readFile(file, "utf8"))));
    return 0;
  } catch (error) {
    if (!(error instanceof AppError) || error.errors.length === 0) {
      console.error(error instanceof Error ? error.message : error);
      return 1;
    }
    for (const { path, message } of error.errors) console.error(`${file}: ${path || "profile"} ${message}`);
    return 1;
  }
}

process.exitCode = await main();
