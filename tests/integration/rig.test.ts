import { expect, test } from "vitest";
import { isDatabaseReady } from "#lib/database/is-database-ready";
import { createTestDatabase } from "#tests/support/database";

await createTestDatabase();

test("a test file has a migrated database of its own", async () => {
  expect(await isDatabaseReady()).toBe(true);
});
