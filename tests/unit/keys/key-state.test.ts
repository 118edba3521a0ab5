import { expect, test } from "vitest";
import { isLimited, keyRole } from "#lib/keys/key-role";
import { keyState } from "#lib/keys/key-state";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();
const key = { expiresAt: null, revokedAt: null, replacedBy: null };

test.each([
  ["active", {}],
  ["active", { expiresAt: at(169) }],
  ["expiring", { expiresAt: at(168) }],
  ["expired", { expiresAt: at(0) }],
  ["replaced", { expiresAt: at(1), replacedBy: "key_x" }],
  ["expired", { expiresAt: at(-1), replacedBy: "key_x" }],
  ["revoked", { expiresAt: at(1), revokedAt: at(-1), replacedBy: "key_x" }],
] as const)("a key is %s with %j", (state, fields) => {
  expect(keyState({ ...key, ...fields }, NOW)).toBe(state);
});

test.each([
  [null, null, "admin"],
  ["u", "owner", "admin"],
  ["u", "admin", "admin"],
  ["u", "developer", "developer"],
  ["u", null, "viewer"],
] as const)("the key of %s, whose role is %s, has at most the powers of %s", (maker, role, powers) => {
  expect(keyRole(maker, role)).toBe(powers);
});

test.each([
  [["*"], "admin", false],
  [["*"], "developer", true],
  [["webhooks:read", "webhooks:write"], "developer", false],
  [["webhooks:read", "webhooks:write"], "viewer", true],
  [["webhooks:read"], "viewer", false],
  [["a scope of the past"], "viewer", false],
] as const)("%j with the powers of %s is limited: %s", (scopes, role, limited) => {
  expect(isLimited(scopes, role)).toBe(limited);
});
