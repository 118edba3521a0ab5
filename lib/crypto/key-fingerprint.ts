import { hkdfSync } from "node:crypto";
import type { InstanceKey } from "#lib/config";

const PREFIX = "posthorn keys ";

/** Tells instance keys apart, also two under one id, and gives nothing of them away: 32 bits of a derived key. */
export function keyFingerprint({ bytes }: InstanceKey): string {
  return Buffer.from(hkdfSync("sha256", bytes, "", "posthorn/fingerprint", 4)).toString("hex");
}

/**
 * How a process names its connections: with the keys that it was started with, so that a change of keys can see in
 * `pg_stat_activity` who has not been restarted yet. PostgreSQL keeps 63 bytes of it: five keys.
 */
export function applicationName(keys: readonly InstanceKey[]): string {
  return PREFIX + keys.map(keyFingerprint).join(",");
}

/** How the names of all processes begin that say which keys they have. */
export const APPLICATION_NAMES = PREFIX;
