import "server-only";
import type { Client } from "pg";
import type { InstanceKey } from "#lib/config";
import { open, openDataKey, SealError, seal } from "#lib/crypto/envelope";

const SETTING = "encryption-key-check";
const AAD = "instance:key-check";
const PLAINTEXT = Buffer.from("posthorn");

/**
 * Whether `keys` open what this database's secrets are sealed with. The first start leaves a sealed constant in the
 * database; after a rotation it is sealed again with the first key. An old key can be dropped once no workspace's data
 * key is wrapped by it any more (`npm run secrets:rotate-key`): one of each key in use is tried.
 */
export async function verifyInstanceKey(
  client: Client,
  keys: readonly [InstanceKey, ...InstanceKey[]],
): Promise<boolean> {
  const sealed = seal(keys[0], PLAINTEXT, AAD).toString("base64");
  await client.query("INSERT INTO instance_setting (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    SETTING,
    sealed,
  ]);
  const stored = await readCheck(client);
  if (!stored || !opens(keys, stored) || !(await opensDataKeys(client, keys))) return false;
  if (opens([keys[0]], stored)) return true;
  await client.query("UPDATE instance_setting SET value = $2 WHERE key = $1", [SETTING, sealed]);
  return true;
}

/** The same for the sealed constant alone, if there is one yet. Changes nothing. */
export async function opensCheckValue(client: Client, keys: readonly InstanceKey[]): Promise<boolean> {
  const stored = await readCheck(client);
  return stored === null || opens(keys, stored);
}

async function readCheck(client: Client): Promise<Buffer | null> {
  const { rows } = await client.query<{ value: string }>("SELECT value FROM instance_setting WHERE key = $1", [
    SETTING,
  ]);
  return rows[0] ? Buffer.from(rows[0].value, "base64") : null;
}

async function opensDataKeys(client: Client, keys: readonly InstanceKey[]): Promise<boolean> {
  const { rows } = await client.query<{ id: string; data_key: Buffer }>(
    "SELECT DISTINCT ON (substring(data_key FOR 2 + get_byte(data_key, 1))) id, data_key FROM workspace",
  );
  return rows.every(({ id, data_key }) => {
    try {
      openDataKey(id, data_key, keys);
      return true;
    } catch (error) {
      if (error instanceof SealError) return false;
      throw error;
    }
  });
}

function opens(keys: readonly InstanceKey[], sealed: Buffer): boolean {
  try {
    return open(keys, sealed, AAD).equals(PLAINTEXT);
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
