import "server-only";
import type { Client } from "pg";
import type { InstanceKey } from "#lib/config";
import { APPLICATION_NAMES, applicationName, keyFingerprint } from "#lib/crypto/key-fingerprint";
import { resealOperatorClaims } from "#lib/crypto/reseal-operator-claims";
import { rewrapDataKeys, surveyDataKeys, type UnopenedDataKey } from "#lib/crypto/rewrap-data-keys";
import { opensCheckValue, verifyInstanceKey } from "#lib/crypto/verify-instance-key";

/** The fingerprints of keys that a rotation has replaced: what tells an old spare key from a new one. */
const RETIRED = "encryption-keys-retired";
/** Any constant: one rotation at a time. */
const LOCK = 7_678_468;

/** Where a change of the instance key stands, after this call did its part. */
export type Rotation =
  /** Nothing was done: another run is under way. */
  | { at: "busy" }
  /** Nothing was done: some data keys, or the check value, need a key that is not configured. */
  | { at: "unopened"; unopened: UnopenedDataKey[] }
  /** Nothing was done: at these addresses runs a process that does not know the new key, or does not put it first. */
  | { at: "not-restarted"; addresses: string[] }
  /** There is one key only, which everything is wrapped by. */
  | { at: "add"; workspaces: number }
  /** Everybody knows the new key, which nothing is wrapped by yet. */
  | { at: "swap"; key: string }
  /** Everything is wrapped by the first key. `rewrapped` of it now. */
  | { at: "done"; rewrapped: number; workspaces: number; retired: string[] }
  /** Workspaces were made meanwhile by a process that still puts another key first. */
  | { at: "unsettled"; remaining: number };

/**
 * Takes the step of a change of keys that the configured ones and the database call for. Safe while Posthorn serves, on
 * any number of machines; broken off at any point, the next call goes on. It refuses what would leave a process unable to
 * open a secret, before it changes anything.
 */
export async function rotateInstanceKey(
  client: Client,
  keys: readonly [InstanceKey, ...InstanceKey[]],
): Promise<Rotation> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [LOCK]);
  if (!rows[0]?.locked) return { at: "busy" };
  const [first, ...others] = keys;
  const { counts, unopened } = await surveyDataKeys();
  if (unopened.length > 0 || !(await opensCheckValue(client, keys))) return { at: "unopened", unopened };

  const isSettled = [...counts.keys()].every((id) => id === first.id);
  const retired = await readRetired(client);
  const added = isSettled ? others.find((key) => !retired.includes(keyFingerprint(key))) : undefined;
  const workspaces = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (others.length === 0) return { at: "add", workspaces };
  const addresses = await (added ? runningWithout(client, added) : notPuttingFirst(client, first));
  if (addresses.length > 0) return { at: "not-restarted", addresses };
  if (added) return { at: "swap", key: added.id };

  const rewrapped = await rewrapDataKeys();
  await resealOperatorClaims();
  await verifyInstanceKey(client, keys);
  const after = await surveyDataKeys();
  const remaining = [...after.counts].reduce((sum, [id, count]) => sum + (id === first.id ? 0 : count), 0);
  if (remaining > 0) return { at: "unsettled", remaining };
  await retire(
    client,
    [...new Set([...retired, ...others.map(keyFingerprint)])].filter((one) => one !== keyFingerprint(first)),
  );
  return { at: "done", rewrapped, workspaces, retired: others.map(({ id }) => id) };
}

/** Where processes run that were started without this key, as far as their connections tell. */
function runningWithout(client: Client, key: InstanceKey): Promise<string[]> {
  return addressesOf(client, "strpos(application_name, $2) = 0", keyFingerprint(key));
}

/** Where processes run that would wrap a new workspace's data key with another one. */
function notPuttingFirst(client: Client, key: InstanceKey): Promise<string[]> {
  return addressesOf(client, "NOT starts_with(application_name, $2)", applicationName([key]));
}

async function addressesOf(client: Client, condition: string, value: string): Promise<string[]> {
  const { rows } = await client.query<{ address: string }>(
    `SELECT DISTINCT coalesce(host(client_addr), 'this machine') AS address FROM pg_stat_activity
      WHERE datname = current_database() AND starts_with(application_name, $1) AND ${condition}`,
    [APPLICATION_NAMES, value],
  );
  return rows.map(({ address }) => address);
}

async function readRetired(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>("SELECT value FROM instance_setting WHERE key = $1", [
    RETIRED,
  ]);
  return rows[0]?.value.split(",").filter(Boolean) ?? [];
}

async function retire(client: Client, fingerprints: string[]): Promise<void> {
  await client.query(
    "INSERT INTO instance_setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    [RETIRED, fingerprints.join(",")],
  );
}
