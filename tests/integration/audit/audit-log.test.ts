import { describe, expect, test } from "vitest";
import { GET as listRoute } from "#app/api/v1/audit-log/route";
import { POST as createRoute } from "#app/api/v1/webhooks/route";
import { exportAudit } from "#lib/audit/export-audit";
import { listAudit } from "#lib/audit/list-audit";
import { recordSession } from "#lib/audit/record-session";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { newId, publicId } from "#lib/ids";
import { revealSecret } from "#lib/webhooks/reveal-secret";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createTestWebhook, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

/** Fills the log by hand, as if much had happened. */
async function fill(workspace: TestWorkspace, count: number, name = (index: number) => `Actor ${index}`) {
  await db().auditEntry.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      id: newId(),
      workspaceId: workspace.id,
      actorType: "user",
      actorName: name(index),
      action: "webhook.updated",
      targetType: "webhook",
    })),
  });
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text();
}

/** RFC 4180, as a spreadsheet reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("the audit log", () => {
  test("says who did what to what, before and after, from where, in which request", async () => {
    const workspace = await createTestWorkspace();
    const owner: WorkspaceContext = {
      ...(await workspace.as("owner")),
      request: { id: "req_1", address: "192.0.2.1" },
    };
    const { webhook } = await createTestWebhook(owner);
    await updateWebhook(owner, webhook.id, { url: "https://elsewhere.example.com/in" });
    await revealSecret(owner, webhook.id);
    const { data } = await listAudit(owner);
    expect(data.map(({ action }) => action)).toEqual(["secret.revealed", "webhook.updated", "webhook.created"]);
    expect(data[1]).toMatchObject({
      actor: { type: "user", name: "A owner" },
      target: { type: "webhook", id: webhook.id, name: "Test" },
      before: { url: "https://hooks.example.com/in" },
      after: { url: "https://elsewhere.example.com/in" },
      address: "192.0.2.1",
      requestId: "req_1",
    });
  });

  test("is read page by page and filtered, by admins only, each workspace its own", async () => {
    const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
    const admin = await workspace.as("admin");
    await fill(workspace, 30);
    await fill(other, 5);
    const first = await listAudit(admin, { limit: 20 });
    const second = await listAudit(admin, { limit: 20, cursor: first.nextCursor ?? "" });
    expect([first.data.length, second.data.length, second.nextCursor]).toEqual([20, 10, null]);
    expect((await listAudit(admin, { q: "actor 29" })).data).toHaveLength(1);
    expect((await listAudit(admin, { group: "secret" })).data).toEqual([]);
    expect((await listAudit(admin, { actor: "nonsense" })).data).toEqual([]);
    expect((await listAudit(admin, { to: "2020-01-01" })).data).toEqual([]);
    for (const role of ["viewer", "developer"] as const) {
      await expect(listAudit(await workspace.as(role))).rejects.toMatchObject({ code: "forbidden" });
      await expect(exportAudit(await workspace.as(role), { format: "csv" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });

  test("can't be changed, deleted or emptied, not even with the application's own connection", async () => {
    const workspace = await createTestWorkspace();
    await fill(workspace, 1);
    const where = { workspaceId: workspace.id };
    await expect(db().auditEntry.updateMany({ where, data: { actorName: "Somebody else" } })).rejects.toThrow(/never/);
    await expect(db().auditEntry.deleteMany({ where })).rejects.toThrow(/never/);
    await expect(db().$executeRawUnsafe("TRUNCATE audit_entry")).rejects.toThrow(/never/);
    expect(await db().auditEntry.findFirst({ where })).toMatchObject({ actorName: "Actor 0" });
  });

  test("has refusals, with what was asked for, and does not drown in them", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.apiKey(["webhooks:read"]);
    for (let tries = 0; tries < 30; tries++) expect((await callRoute(createRoute, { key, body: {} })).status).toBe(403);
    const { data } = await listAudit(await workspace.as("admin"), { group: "access", limit: 100 });
    expect(data).toHaveLength(20);
    expect(data[0]).toMatchObject({
      action: "access.denied",
      actor: { type: "key", name: "Test" },
      target: { type: "request", name: "POST /api/v1/x" },
      after: { reason: 'This key has no "webhooks:write" scope.' },
    });
  });

  test("has a person's sign-ins, in every workspace they belong to", async () => {
    const [first, second] = [await createTestWorkspace(), await createTestWorkspace()];
    const { actor } = await first.as("viewer");
    if (actor.type !== "user") throw new Error("as() makes people.");
    await db().member.create({ data: { workspaceId: second.id, userId: actor.id, role: "viewer" } });
    await recordSession(actor, "session.created", { id: "req_9", address: "192.0.2.9" }, { method: "password" });
    for (const workspace of [first, second]) {
      const { data } = await listAudit(await workspace.as("admin"), { actor: publicId("user", actor.id) });
      expect(data).toMatchObject([{ action: "session.created", address: "192.0.2.9", after: { method: "password" } }]);
    }
  });

  test("is read by a key with the scope for it", async () => {
    const workspace = await createTestWorkspace();
    await fill(workspace, 3);
    const answer = await callRoute(listRoute, { key: await workspace.apiKey(["audit:read"]) });
    expect(answer.body.data).toHaveLength(3);
    expect((await callRoute(listRoute, { key: await workspace.apiKey(["members:read"]) })).status).toBe(403);
  });
});

describe("the export", () => {
  const HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "＝1",
    'say "hi", friend',
    "two\r\nlines",
    "plain",
  ];

  test("is CSV that no spreadsheet executes, and comes back as it was (fault 53)", async () => {
    const workspace = await createTestWorkspace();
    await fill(workspace, HOSTILE.length, (index) => HOSTILE[index] ?? "");
    const text = await textOf(
      (await exportAudit(await workspace.as("admin"), { format: "csv", group: "webhook" })).body,
    );
    const [header, ...rows] = parseCsv(text);
    const column = header?.indexOf("actor") ?? -1;
    const cells = rows.map((row) => row[column] ?? "").toReversed();
    expect(cells.map((cell) => cell.replace(/^'/, ""))).toEqual(HOSTILE);
    expect(cells.filter((cell) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(cell))).toEqual([]);
  });

  test("is sent in pieces while it is read, all of it, and is in the log itself", async () => {
    const workspace = await createTestWorkspace();
    const admin = await workspace.as("admin");
    await fill(workspace, 2500);
    const { body } = await exportAudit(admin, { format: "ndjson", group: "webhook" });
    let pieces = 0;
    let text = "";
    for await (const piece of body) {
      pieces++;
      text += new TextDecoder().decode(piece);
    }
    expect(pieces).toBe(3);
    const entries = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2500);
    expect((await listAudit(admin, { group: "audit_log" })).data).toMatchObject([
      { action: "audit_log.exported", after: { format: "ndjson", filters: { group: "webhook" } } },
    ]);
  });
});
