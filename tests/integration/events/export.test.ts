import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { exportEvents } from "#lib/events/export-events";
import { listEvents } from "#lib/events/list-events";
import type { ExportFile } from "#lib/export/export-file";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch, publish } from "#tests/support/deliver";
import { auditActions, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

const textOf = (file: ExportFile) => new Response(file.body).text();
const rowsOf = async (file: ExportFile) =>
  (await textOf(file))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

test("every event that matches is in the file once, in order, over many pages, with its data as it was published", async () => {
  const workspace = await createTestWorkspace();
  const viewer = await workspace.as("viewer");
  const data = '{"total": 12345678901234567890.10, "b":1,"a":"é"}';
  await publish(workspace, ...Array.from({ length: 250 }, () => ({ data })));
  await publish(workspace, { type: "invoice.created" }, { data: '"needle"' });
  const file = await exportEvents(viewer, { format: "ndjson", type: "invoice.paid" });
  expect(file.filename).toMatch(/-events-.*\.ndjson$/);
  const rows = await rowsOf(file);
  expect(rows).toHaveLength(251);
  const ids = rows.map((row) => row.id);
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
  expect(rows[0]).toEqual((await listEvents(viewer, { type: "invoice.paid", limit: 1 })).data[0]);
  expect(rows.at(-1)?.data).toBe(data);
  expect(await rowsOf(await exportEvents(viewer, { q: "NEEDLE" }))).toMatchObject([{ data: '"needle"' }]);
  expect(await rowsOf(await exportEvents(viewer, { tenant: "nobody" }))).toEqual([]);
  expect(await auditActions(workspace)).toContain("events.exported");
  const entry = await db().auditEntry.findFirst({ where: { action: "events.exported", workspaceId: workspace.id } });
  expect(entry?.after).toEqual({ format: "ndjson", filters: { type: "invoice.paid" } });
});

test("CSV has a head, and neither data nor keys can run as a formula", async () => {
  const workspace = await createTestWorkspace();
  const developer = await workspace.as("developer");
  await publish(workspace, { data: "-2", fields: '"id":"=1+1"' });
  const [head, row, end] = (await textOf(await exportEvents(developer, { format: "csv" }))).split("\r\n");
  expect(head).toBe("id,createdAt,occurredAt,type,tenant,key,test,data");
  expect(row).toMatch(/^evt_.*,invoice\.paid,,"'=1\+1",false,"'-2"$/);
  expect(end).toBe("");
});

test("nothing of another workspace, of a type above the reader's role, or that is kept from it", async () => {
  const workspace = await createTestWorkspace("countercyclical", true);
  await publish(workspace, { type: "team.created", data: '{"secret":1}' }, { type: "memo.created", data: '{"own":1}' });
  const stranger = await (await createTestWorkspace()).as("owner");
  expect(await textOf(await exportEvents(stranger, {}))).toBe("");
  expect(await rowsOf(await exportEvents(await workspace.as("viewer"), {}))).toMatchObject([
    { type: "memo.created", data: "", dataHidden: true },
  ]);
  expect(await textOf(await exportEvents(await workspace.as("viewer"), { q: "own" }))).toBe("");
  expect(await rowsOf(await exportEvents(await workspace.as("admin"), {}))).toHaveLength(2);
});
