import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { KeyKind } from "#prisma/client";

/** How the keys of each kind begin; secret scanners find leaked ones by it. */
export const KEY_PREFIXES = {
  publish: "phk_pub_",
  workspace: "phk_ws_",
  operator: "phk_op_",
} as const satisfies Record<KeyKind, string>;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_BYTES = 32;
/** 62^43 > 2^256, 62^6 > 2^32. */
const RANDOM_LETTERS = 43;
const CHECKSUM_LETTERS = 6;

/** A new key: prefix, 256 random bits and a CRC-32, both in base 62. */
export function generateToken(kind: KeyKind): string {
  const body = KEY_PREFIXES[kind] + base62(BigInt(`0x${randomBytes(RANDOM_BYTES).toString("hex")}`), RANDOM_LETTERS);
  return body + checksum(body);
}

/** The kind of a well-formed key, or null. A mistyped or cut-off key fails its checksum without a database query. */
export function tokenKind(token: string): KeyKind | null {
  const kinds = Object.keys(KEY_PREFIXES) as KeyKind[];
  const kind = kinds.find((candidate) => token.startsWith(KEY_PREFIXES[candidate]));
  if (!kind || token.length !== KEY_PREFIXES[kind].length + RANDOM_LETTERS + CHECKSUM_LETTERS) return null;
  const body = token.slice(0, -CHECKSUM_LETTERS);
  return checksum(body) === token.slice(-CHECKSUM_LETTERS) ? kind : null;
}

/** What is stored of a key. Plain SHA-256 is enough: nobody can guess 256 random bits. */
export function tokenHash(token: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(token).digest());
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), CHECKSUM_LETTERS);
}

function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET[Number(rest % 62n)] + text;
  return text;
}
