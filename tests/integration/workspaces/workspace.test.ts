import { describe, expect, test } from "vitest";
import { GET, PATCH } from "#app/api/v1/workspace/route";
import { db } from "#lib/database/client";
import { Workspace } from "#lib/openapi/schemas";
import { deleteWorkspace } from "#lib/workspaces/delete-workspace";
import { getWorkspace } from "#lib/workspaces/get-workspace";
import { updateWorkspace } from "#lib/workspaces/update-workspace";
import type { WorkspacePatch } from "#lib/workspaces/workspace-schema";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

describe("the settings of a workspace", () => {
  test("every member reads them, admins change them, and the audit log has what changed", async () => {
    const workspace = await createTestWorkspace();
    const viewer = await workspace.as("viewer");
    expect(await getWorkspace(viewer)).toMatchObject({ name: "Test", retentionDays: 30, hidePayloads: false });

    const admin = await workspace.as("admin");
    const changed = await updateWorkspace(admin, { name: " Renamed ", retentionDays: 7, hidePayloads: false });
    expect(changed).toMatchObject({ name: "Renamed", retentionDays: 7, slug: workspace.slug });
    expect(await db().auditEntry.findFirst({ where: { workspaceId: workspace.id } })).toMatchObject({
      action: "workspace.updated",
      before: { name: "Test", retentionDays: 30 },
      after: { name: "Renamed", retentionDays: 7 },
    });
    await updateWorkspace(admin, { name: "Renamed" });
    expect(await auditActions(workspace)).toEqual(["workspace.updated"]);
  });

  test.each(["viewer", "developer"] as const)("a %s may not change them, an admin may not delete", async (role) => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as(role);
    await expect(updateWorkspace(ctx, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(deleteWorkspace(await workspace.as("admin"), { name: "Test" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test.each([
    [{ retentionDays: 0 }, "retentionDays"],
    [{ retentionDays: 366 }, "retentionDays"],
    [{ retentionDays: 1.5 }, "retentionDays"],
    [{ name: "  " }, "name"],
    [{ name: "Mine", slug: "other" } as WorkspacePatch, "slug"],
    [{}, ""],
  ])("%j is refused", async (patch, path) => {
    const workspace = await createTestWorkspace();
    await expect(updateWorkspace(await workspace.as("owner"), patch)).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path }],
    });
  });

  test("the owner deletes it by its present name, and nobody else's is touched", async () => {
    const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
    const owner = await workspace.as("owner");
    await expect(deleteWorkspace(owner, { name: workspace.slug })).rejects.toMatchObject({
      errors: [{ path: "name" }],
    });
    await deleteWorkspace(owner, { name: "Test" });
    expect(await db().workspace.count({ where: { id: workspace.id } })).toBe(0);
    expect(await db().workspace.count({ where: { id: other.id } })).toBe(1);
    await expect(getWorkspace(owner)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the API", () => {
  test("reads and changes the key's own workspace", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.apiKey();
    const read = await callRoute(GET, { key });
    expect(Workspace.parse(read.body)).toMatchObject({ slug: workspace.slug, retentionDays: 30 });
    const patched = await callRoute(PATCH, { key, method: "PATCH", body: { retentionDays: 90 } });
    expect(Workspace.parse(patched.body)).toMatchObject({ retentionDays: 90 });
    const wrong = await callRoute(PATCH, { key, method: "PATCH", body: { retentionDays: 1000 } });
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid_input", errors: [{ path: "retentionDays" }] } });
  });

  test("asks for the scope", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.apiKey(["workspace:read"]);
    expect((await callRoute(GET, { key })).status).toBe(200);
    expect((await callRoute(PATCH, { key, method: "PATCH", body: { name: "No" } })).status).toBe(403);
  });
});
