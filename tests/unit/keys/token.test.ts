import { expect, test } from "vitest";
import { generateToken, KEY_PREFIXES, tokenHash, tokenKind } from "#lib/keys/token";
import type { KeyKind } from "#prisma/client";

test.each(Object.entries(KEY_PREFIXES))("a %s key begins with %s and knows its kind", (kind, prefix) => {
  const token = generateToken(kind as KeyKind);
  expect(token.startsWith(prefix)).toBe(true);
  expect(token.slice(prefix.length)).toMatch(/^[0-9A-Za-z]{49}$/);
  expect(tokenKind(token)).toBe(kind);
});

test("one changed, missing or added character is noticed without a database", () => {
  const token = generateToken("workspace");
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === "x" ? "y" : "x";
    expect(tokenKind(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
  }
  expect(tokenKind(token.slice(0, -1))).toBeNull();
  expect(tokenKind(`${token}x`)).toBeNull();
  expect(tokenKind("")).toBeNull();
  expect(tokenKind(token.replace("phk_ws_", "phk_pub_"))).toBeNull();
});

test("keys never repeat, and their hash is 32 bytes", () => {
  const tokens = Array.from({ length: 1000 }, () => generateToken("publish"));
  expect(new Set(tokens).size).toBe(1000);
  expect(tokenHash(tokens[0] ?? "")).toHaveLength(32);
});

/** CRC-32 as zlib has it, a bit at a time. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

test("a secret scanner that knows only docs/access.md finds every key in a text, and no other", () => {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const isOurs = (found: string) => {
    const value = [...found.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
    return value === crc32(found.slice(0, -6));
  };
  const scan = (text: string) => [...text.matchAll(/phk_(ws|pub|op)_[0-9A-Za-z]{49}/g)].map(([found]) => found);
  const keys = (Object.keys(KEY_PREFIXES) as KeyKind[]).flatMap((kind) =>
    Array.from({ length: 100 }, () => generateToken(kind)),
  );
  const found = scan(`const a = "${keys.join('";\nb: ')}"`);
  expect(found).toEqual(keys);
  expect(found.every(isOurs)).toBe(true);
  const lookalikes = scan(`phk_ws_${"0".repeat(49)} phk_op_${"aB3".repeat(17).slice(0, 49)}`);
  expect(lookalikes).toHaveLength(2);
  expect(lookalikes.some(isOurs)).toBe(false);
});
