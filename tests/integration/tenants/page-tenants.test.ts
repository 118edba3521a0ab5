import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";
import { pageTenants } from "#lib/tenants/page-tenants";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

test("a workspace's tenants are listed page by page, the latest first, and those of others are not", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  for (const [{ id: workspaceId }, key, name] of [
    [workspace, "branch-1", "Aarhus"],
    [workspace, "branch-2", "Odense"],
    [workspace, "100%", "Skagen"],
    [other, "branch-1", "Elsewhere"],
  ] as const) {
    await db().tenant.create({ data: { id: newId(), workspaceId, key, name } });
  }
  const viewer = await workspace.as("viewer");
  const first = await pageTenants(viewer, { limit: "2" } as never);
  expect(first.data).toEqual([
    { key: "100%", name: "Skagen" },
    { key: "branch-2", name: "Odense" },
  ]);
  const second = await pageTenants(viewer, { limit: 2, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ data: [{ key: "branch-1", name: "Aarhus" }], nextCursor: null });
});

test("are searched by a part of the key or name, in which nothing is a wildcard", async () => {
  const workspace = await createTestWorkspace();
  for (const [key, name] of [
    ["branch-1", "Aarhus"],
    ["100%", "Skagen"],
  ] as const) {
    await db().tenant.create({ data: { id: newId(), workspaceId: workspace.id, key, name } });
  }
  const viewer = await workspace.as("viewer");
  const keysFor = async (q: string) => (await pageTenants(viewer, { q })).data.map(({ key }) => key);
  expect(await keysFor("AARH")).toEqual(["branch-1"]);
  expect(await keysFor("anch")).toEqual(["branch-1"]);
  expect(await keysFor("%")).toEqual(["100%"]);
  expect(await keysFor("_")).toEqual([]);
});
