import { expect, test } from "vitest";
import { developerPath, ownPath, withQuery } from "#lib/dashboard-paths";

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example/x",
  "evil",
  "",
  null,
  undefined,
  "/\t/evil.example",
])("%j does not lead away", (path) => {
  expect(new URL(ownPath(path), "https://posthorn.example").origin).toBe("https://posthorn.example");
  expect(ownPath(path)).not.toMatch(/^\/[\\/]/);
});

test("a path of our own comes back with its query", () => {
  const path = withQuery(developerPath("acme", "deliveries"), { delivery: "dlv_1", status: null });
  expect(path).toBe("/acme/settings/developers/deliveries?delivery=dlv_1");
  expect(ownPath(path)).toBe(path);
});
