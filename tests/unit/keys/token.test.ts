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
