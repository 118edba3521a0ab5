import { describe, expect, test } from "vitest";
import { GET as egressIps } from "#app/api/v1/egress-ips/route";
import { GET, PATCH } from "#app/api/v1/operator/settings/route";
import { exportOperatorAudit } from "#lib/audit/export-audit";
import { listAudit, listOperatorAudit } from "#lib/audit/list-audit";
import { db } from "#lib/database/client";
import { environmentSettings } from "#lib/instance/environment-settings";
import { updateInstanceSettings } from "#lib/instance/instance-settings";
import { createWorkspace } from "#lib/workspaces/create-workspace";
import { suspendWorkspace } from "#lib/workspaces/suspend-workspace";
import { updateWorkspace } from "#lib/workspaces/update-workspace";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createOperator } from "#tests/support/operator";
import { createOperatorKey, createTestWorkspace } from "#tests/support/workspace";

process.env.POSTHORN_SMTP_URL = "smtp://user:planted-mail-password@mail.example.com:587";
process.env.POSTHORN_MAIL_FROM = "posthorn@example.com";
await createTestDatabase();

const operator = await createOperator();

describe("the settings of the instance", () => {
  test("are changed one by one, take effect at once, and the log says what was before", async () => {
    const key = await createOperatorKey();
    const patched = await callRoute(PATCH, {
      key,
      method: "PATCH",
      body: { workspaceDefaults: { retentionDays: 90 } },
    });
    expect(patched.body.workspaceDefaults).toEqual({ retentionDays: 90, hidePayloads: false });
    await callRoute(PATCH, {
      key,
      method: "PATCH",
      body: { egressIps: ["203.0.113.7", " 203.0.113.7", "2001:db8::/48"] },
    });
    expect((await callRoute(egressIps)).body.data).toEqual(["203.0.113.7", "2001:db8::/48"]);
    const { slug: product } = await createTestWorkspace();
    const { workspace } = await createWorkspace(operator, { product, name: "After" });
    expect(workspace).toMatchObject({ retentionDays: 90, hidePayloads: false });
    const { data } = await listOperatorAudit(operator, { group: "instance" });
    expect(data).toMatchObject([
      { before: { egressIps: [] }, after: { egressIps: ["203.0.113.7", "2001:db8::/48"] } },
      { before: { workspaceDefaults: { retentionDays: 30 } }, after: { workspaceDefaults: { retentionDays: 90 } } },
    ]);
    // The same again is no change.
    await callRoute(PATCH, { key, method: "PATCH", body: { workspaceDefaults: { retentionDays: 90 } } });
    expect((await listOperatorAudit(operator, { group: "instance" })).data).toHaveLength(2);
  });

  test.each([
    [{ workspaceDefaults: { retentionDays: 0 } }, "workspaceDefaults.retentionDays"],
    [{ egressIps: ["203.0.113.7", "not an address"] }, "egressIps.1"],
    [{ egressIps: ["203.0.113.0/99"] }, "egressIps.0"],
    [{}, ""],
    [{ egressIps: [], other: 1 }, "other"],
  ])("refuse %j", async (body, path) => {
    const answer = await callRoute(PATCH, { key: await createOperatorKey(), method: "PATCH", body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  test("tell what the environment decides, and none of its secrets", async () => {
    const { body } = await callRoute(GET, { key: await createOperatorKey(["instance:read"]) });
    const mail = body.environment.find(({ variable }: { variable: string }) => variable === "POSTHORN_SMTP_URL");
    expect(mail).toMatchObject({ value: "smtp://mail.example.com:587", isSet: true });
    const text = JSON.stringify(body);
    const password = new URL(process.env.DATABASE_URL ?? "").password;
    for (const secret of ["planted-mail-password", password, process.env.POSTHORN_ENCRYPTION_KEY ?? ""]) {
      if (secret) expect(text).not.toContain(secret);
    }
    expect(environmentSettings({ NODE_ENV: "test" }).every(({ isSet }) => !isSet)).toBe(true);
  });

  test("may not be changed by a key that may only read them", async () => {
    const key = await createOperatorKey(["instance:read"]);
    expect((await callRoute(PATCH, { key, method: "PATCH", body: { egressIps: [] } })).status).toBe(403);
  });
});

describe("the operators' audit log", () => {
  test("has what operators did in any workspace, and nothing that members did", async () => {
    const workspace = await createTestWorkspace();
    await updateWorkspace(await workspace.as("owner"), { name: "Members' own" });
    await suspendWorkspace(operator, workspace.slug, { reason: "Test." });
    const all = await listOperatorAudit(operator, { group: "workspace" });
    expect(all.data[0]).toMatchObject({ action: "workspace.suspended", actor: { type: "operator" } });
    expect(all.data.map(({ action }) => action)).not.toContain("workspace.updated");
    const own = await listAudit(await workspace.as("admin"));
    expect(own.data.map(({ action, actor }) => [action, actor.type])).toEqual([
      ["workspace.suspended", "operator"],
      ["workspace.updated", "user"],
    ]);
  });

  test("is filtered, searched, read page by page, and exported, which it notes", async () => {
    for (const days of [10, 11, 12])
      await updateInstanceSettings(operator, { workspaceDefaults: { retentionDays: days } });
    const first = await listOperatorAudit(operator, { group: "instance", limit: 2 });
    const second = await listOperatorAudit(operator, {
      group: "instance",
      limit: 2,
      ...(first.nextCursor && { cursor: first.nextCursor }),
    });
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(4);
    expect((await listOperatorAudit(operator, { q: "nobody of this name" })).data).toEqual([]);
    const { body, filename } = await exportOperatorAudit(operator, { format: "ndjson", group: "instance" });
    const lines = (await new Response(body).text()).trim().split("\n");
    expect(filename).toMatch(/^operator-audit-log-/);
    expect(lines.map((line) => JSON.parse(line).action)).toEqual(Array(5).fill("instance.updated"));
    expect((await listOperatorAudit(operator)).data[0]).toMatchObject({ action: "audit_log.exported" });
  });

  test("is found by an index of its own, however long the logs of workspaces are", async () => {
    const plan = await db().$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        EXPLAIN SELECT id FROM audit_entry
         WHERE (workspace_id IS NULL OR actor_type IN ('operator', 'operator_key')) ORDER BY id DESC LIMIT 26`;
    });
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("audit_entry_operators");
  });
});
