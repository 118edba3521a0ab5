import "server-only";
import type { Client } from "pg";
import type { InstanceKey } from "#lib/config";
import { open, SealError, seal } from "#lib/crypto/envelope";

const SETTING = "encryption-key-check";
const AAD = "instance:key-check";
const PLAINTEXT = Buffer.from("posthorn");

/**
 * Whether `keys` open what this database's secrets are sealed with. The first start leaves a sealed constant in the
 * database; after a rotation it is sealed again with the first key, so that the old one can be dropped.
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
  const { rows } = await client.query<{ value: string }>("SELECT value FROM instance_setting WHERE key = $1", [
    SETTING,
  ]);
  const stored = Buffer.from(rows[0]?.value ?? "", "base64");
  if (opens([keys[0]], stored)) return true;
  if (!opens(keys, stored)) return false;
  await client.query("UPDATE instance_setting SET value = $2 WHERE key = $1", [SETTING, sealed]);
  return true;
}

function opens(keys: readonly InstanceKey[], sealed: Buffer): boolean {
  try {
    return open(keys, sealed, AAD).equals(PLAINTEXT);
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
