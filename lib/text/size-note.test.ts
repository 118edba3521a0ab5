import { expect, test } from "vitest";
import { sizeNote } from "#lib/text/size-note";

// Checklist 8.
test("a body of more than 20 KB, counted in bytes, is remarked on", () => {
  expect(sizeNote("x".repeat(20_000))).toBeUndefined();
  expect(sizeNote("é".repeat(10_001))).toMatch(/^20 KB: above the 20 KB/);
  expect(sizeNote("x".repeat(250_000))).toMatch(/^250 KB/);
});
