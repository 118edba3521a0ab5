// `npm run secrets:reencrypt`: wraps every workspace's data key with the first key of POSTHORN_ENCRYPTION_KEY, with the
// same environment as the running instance. Afterwards the old key can be taken out.
import pg from "pg";
import { config } from "#lib/config";
import { rewrapDataKeys } from "#lib/crypto/rewrap-data-keys";
import { verifyInstanceKey } from "#lib/crypto/verify-instance-key";
import { db } from "#lib/database/client";

async function main(): Promise<number> {
  const { databaseUrl, instanceKeys } = config();
  const result = await rewrapDataKeys().finally(() => db().$disconnect());
  const { rewrapped, unchanged, failed } = result;
  console.log(
    `${rewrapped} re-wrapped with key "${instanceKeys[0].id}", ${unchanged} already were, ${failed.length} failed.`,
  );
  for (const { workspaceId, reason } of failed) console.error(`workspace ${workspaceId}: ${reason}`);
  if (failed.length > 0) return 1;
  // The value that every start checks follows the first key.
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const verified = await verifyInstanceKey(client, instanceKeys);
  await client.end();
  if (verified) console.log("The other keys of POSTHORN_ENCRYPTION_KEY can be taken out now.");
  else console.error("The check value of this database is sealed with a key that is not configured.");
  return verified ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
