import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { exportDeliveries } from "#lib/deliveries/export-deliveries";
import { listDeliveries } from "#lib/deliveries/list-deliveries";
import type { ExportFile } from "#lib/export/export-file";
import { newId, publicId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import {
  auditActions,
  createTestDelivery,
  createTestWebhook,
  createTestWorkspace,
  type TestWorkspace,
} from "#tests/support/workspace";

await createTestDatabase();

const textOf = (file: ExportFile) => new Response(file.body).text();

/** Many deliveries of one event, as a log has them. */
async function fill(workspace: TestWorkspace, webhookId: string, count: number): Promise<void> {
  const row = await db().delivery.findUniqueOrThrow({ where: { id: await createTestDelivery(workspace, webhookId) } });
  const { completedAt: _, ...values } = row;
  await db().delivery.createMany({ data: Array.from({ length: count - 1 }, () => ({ ...values, id: newId() })) });
}

test("every delivery that matches is in the file once, in order, over many pages", async () => {
  const workspace = await createTestWorkspace();
  const viewer = await workspace.as("viewer");
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  await fill(workspace, webhook.id, 1203);
  await createTestDelivery(workspace, webhook.id, { status: "succeeded" });
  const file = await exportDeliveries(viewer, { format: "ndjson", status: "failed" });
  expect(file.filename).toMatch(/-deliveries-.*\.ndjson$/);
  const text = await textOf(file);
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(1203);
  const ids = rows.map((row) => row.id);
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
  expect(rows[0]).toEqual((await listDeliveries(viewer, { status: "failed", limit: 1 })).data[0]);
  expect(await auditActions(workspace)).toContain("deliveries.exported");
  const entry = await db().auditEntry.findFirst({
    where: { action: "deliveries.exported", workspaceId: workspace.id },
  });
  expect(entry?.after).toEqual({ format: "ndjson", filters: { status: "failed" } });
});

test("CSV has a head, and a webhook's name can't run as a formula", async () => {
  const workspace = await createTestWorkspace();
  const developer = await workspace.as("developer");
  const { webhook } = await createTestWebhook(developer, { name: '=HYPERLINK("http://evil.example","x")' });
  const id = publicId("delivery", await createTestDelivery(workspace, webhook.id));
  const [head, row, end] = (await textOf(await exportDeliveries(developer, { format: "csv" }))).split("\r\n");
  expect(head).toMatch(/^id,createdAt,status,type,webhookId,webhookName,/);
  expect(row).toContain(`${id},`);
  expect(row).toContain('"\'=HYPERLINK(""http://evil.example"",""x"")"');
  expect(end).toBe("");
});

test("nothing of another workspace, and no event type above the reader's role", async () => {
  const workspace = await createTestWorkspace("countercyclical");
  const { webhook } = await createTestWebhook(await workspace.as("admin"));
  await createTestDelivery(workspace, webhook.id, { type: "team.created" });
  const stranger = await (await createTestWorkspace()).as("owner");
  for (const ctx of [await workspace.as("viewer"), stranger]) {
    expect(await textOf(await exportDeliveries(ctx, { format: "ndjson" }))).toBe("");
  }
  expect(await textOf(await exportDeliveries(await workspace.as("admin"), { format: "ndjson" }))).toContain(
    "team.created",
  );
});

test("a reader that goes away ends the walk", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  await fill(workspace, webhook.id, 1100);
  const { body } = await exportDeliveries(ctx, { format: "ndjson" });
  const reader = body.getReader();
  const { value } = await reader.read();
  expect(new TextDecoder().decode(value).split("\n").length).toBeGreaterThan(100);
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
});
