import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { POST as addKeyRoute } from "#app/api/v1/operator/workspaces/[id]/keys/route";
import { DELETE as deleteRoute, GET as getRoute } from "#app/api/v1/operator/workspaces/[id]/route";
import { POST as createRoute, GET as listRoute } from "#app/api/v1/operator/workspaces/route";
import { GET as listWebhooks } from "#app/api/v1/webhooks/route";
import { listAudit } from "#lib/audit/list-audit";
import type { OperatorContext } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { newId, parseId } from "#lib/ids";
import { acceptInvitation } from "#lib/invitations/accept-invitation";
import { addMember } from "#lib/members/add-member";
import { listMembers } from "#lib/members/list-members";
import { purgeExpired } from "#lib/retention/purge-expired";
import { createWorkspace } from "#lib/workspaces/create-workspace";
import { listOperated } from "#lib/workspaces/list-operated";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";
import { RESERVED_SLUGS } from "#lib/workspaces/reserved-slugs";
import { updateOperated } from "#lib/workspaces/update-operated";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { rowId } from "#tests/support/deliver";
import {
  createOperatorKey,
  createTestDelivery,
  createTestOperator,
  createTestWebhook,
  createTestWorkspace,
} from "#tests/support/workspace";

await createTestDatabase();

const operator: OperatorContext = await createTestOperator();
const { slug: product } = await createTestWorkspace();
const tokenOf = (url: string) => decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");

describe("creating a workspace", () => {
  test("makes it, its first owner's invitation and a key in one call, which is safe to repeat", async () => {
    const key = await createOperatorKey(["workspaces:write"]);
    const body = { product, name: "Globex & Söhne", owner: "ada@globex.example", apiKey: true };
    const call = () => callRoute(createRoute, { key, body, headers: { "idempotency-key": "signup-4711" } });
    const created = await call();
    expect(created).toMatchObject({
      status: 201,
      body: {
        slug: "globex-sohne",
        status: "active",
        memberCount: 0,
        invitation: { email: "ada@globex.example", role: "owner", mail: "off" },
        apiKey: { name: "Backend", scopes: ["*"], token: expect.stringMatching(/^phk_ws_/) },
      },
    });
    expect((await call()).body).toEqual(created.body);
    expect(await db().workspace.count({ where: { slug: { startsWith: "globex" } } })).toBe(1);
    expect((await callRoute(listWebhooks, { key: created.body.apiKey.token })).status).toBe(200);

    const user = { id: newId(), name: "Ada", email: "ada@globex.example" };
    await db().user.create({ data: user });
    await acceptInvitation(user, tokenOf(created.body.invitation.url), { id: "test", address: null });
    const owner = await operateWorkspace(operator, "globex-sohne");
    expect(await listMembers(owner)).toMatchObject([{ email: "ada@globex.example", role: "owner" }]);
    const entries = (await listAudit(owner)).data.map(({ action, actor }) => `${action} ${actor.type}`);
    expect(entries).toEqual([
      "member.joined user",
      "key.created operator_key",
      "invitation.created operator_key",
      "workspace.created operator_key",
    ]);
  });

  test("makes nothing at all when a part of it is refused", async () => {
    const before = await db().workspace.count();
    await expect(createWorkspace(operator, { product, name: "X", owner: "nobody" })).rejects.toMatchObject({
      errors: [{ path: "owner" }],
    });
    await expect(createWorkspace(operator, { product: "none", name: "X" })).rejects.toMatchObject({
      errors: [{ path: "product" }],
    });
    expect(await db().workspace.count()).toBe(before);
  });

  test("finds a slug for any name, and gives no slug twice, however many ask at once", async () => {
    const slugs: string[] = [];
    for (const name of ["Docs", "Docs", "日本", "日本"]) {
      slugs.push((await createWorkspace(operator, { product, name })).workspace.slug);
    }
    expect(slugs).toEqual(["docs-2", "docs-3", "workspace", "workspace-2"]);
    const all = await Promise.allSettled(
      Array.from({ length: 6 }, () => createWorkspace(operator, { product, name: "R", slug: "racing" })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(all.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "invalid_input", errors: [{ path: "slug" }] },
    });
  });

  test.each(["operator", "api", "sign-in", "Acme", "a", "a--b", "-a", "a_b", "ws_0", "x".repeat(64), "äb"])(
    "refuses the slug %j",
    async (slug) => {
      await expect(createWorkspace(operator, { product, name: "X", slug })).rejects.toMatchObject({
        errors: [{ path: "slug" }],
      });
    },
  );

  test("gives no slug that one of the app's own pages has", () => {
    const routes = readdirSync("app", { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^[[(@]/.test(entry.name))
      .map(({ name }) => name)
      .filter((name) => name === "_next" || !name.startsWith("_"));
    expect(routes.length).toBeGreaterThan(8);
    const files = readdirSync("app").filter((name) => /^(icon|favicon|robots|sitemap|manifest)/.test(name));
    const names = [...routes, ...files.map((name) => name.split(".")[0] ?? name)];
    expect(names.filter((name) => !RESERVED_SLUGS.has(name))).toEqual([]);
  });

  test("begins with the instance's defaults unless it says otherwise", async () => {
    const { workspace } = await createWorkspace(operator, { product, name: "Plain" });
    expect(workspace).toMatchObject({ retentionDays: 30, hidePayloads: false });
    const own = await createWorkspace(operator, { product, name: "Own", retentionDays: 7, hidePayloads: true });
    expect(own.workspace).toMatchObject({ retentionDays: 7, hidePayloads: true });
  });
});

describe("the workspaces of the instance", () => {
  test("are found by name, slug, id, product and status, page by page", async () => {
    const other = await createTestWorkspace();
    await createTestDelivery(other, (await createTestWebhook(await other.as("owner"))).webhook.id);
    const find = async (query: Record<string, string>) => {
      const answer = await callRoute(listRoute, { key: await createOperatorKey(), query });
      return answer.body.data.map(({ slug }: { slug: string }) => slug);
    };
    expect(await find({ q: other.slug.slice(0, -1).toUpperCase() })).toEqual([other.slug]);
    const { body } = await callRoute(getRoute, { key: await createOperatorKey(), params: { id: other.slug } });
    expect(body).toMatchObject({ memberCount: 1, webhookCount: 1, lastEventAt: expect.any(String) });
    expect(await find({ q: body.id })).toEqual([other.slug]);
    expect(await find({ product: other.slug })).toEqual([other.slug]);
    expect(await find({ product: other.slug, status: "suspended" })).toEqual([]);
    expect(await find({ q: "100%" })).toEqual([]);
    const all = await listOperated(operator, { limit: 100 });
    const paged: string[] = [];
    for (let cursor: string | undefined, done = false; !done; ) {
      const page = await listOperated(operator, { limit: 2, ...(cursor && { cursor }) });
      paged.push(...page.data.map(({ slug }) => slug));
      cursor = page.nextCursor ?? undefined;
      done = !cursor;
    }
    expect(paged).toEqual(all.data.map(({ slug }) => slug));
  });

  test("are changed as an admin may, and the change is named in their own log", async () => {
    const workspace = await createTestWorkspace();
    const changed = await updateOperated(operator, workspace.slug, { name: "New", retentionDays: 90 });
    expect(changed).toMatchObject({ name: "New", retentionDays: 90 });
    const [entry] = (await listAudit(await workspace.as("admin"))).data;
    expect(entry).toMatchObject({
      action: "workspace.updated",
      actor: { type: "operator", name: operator.actor.name },
      after: { name: "New", retentionDays: 90 },
    });
  });
});

describe("the people and keys of a workspace", () => {
  test("are added at once or by invitation, and nobody twice", async () => {
    const workspace = await createTestWorkspace();
    const email = `grace-${newId()}@example.com`;
    const direct = await addMember(operator, workspace.slug, { email, role: "admin", direct: true, name: "Grace" });
    expect(direct).toMatchObject({ member: { name: "Grace", role: "admin" }, invitation: null });
    await expect(addMember(operator, workspace.slug, { email, role: "viewer", direct: true })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(addMember(operator, workspace.slug, { email, role: "viewer" })).rejects.toMatchObject({
      code: "conflict",
    });
    const other = await createTestWorkspace();
    await addMember(operator, other.slug, { email, role: "owner" });
    // Whoever is made a member needs no invitation any more.
    await addMember(operator, other.slug, { email, role: "owner", direct: true });
    expect(await db().invitation.count({ where: { workspaceId: other.id } })).toBe(0);
    expect(await db().user.count({ where: { email } })).toBe(1);
  });

  test("a key made by an operator does what its scopes say, and no more", async () => {
    const workspace = await createTestWorkspace();
    const key = await createOperatorKey(["workspaces:write"]);
    const made = await callRoute(addKeyRoute, {
      key,
      params: { id: workspace.slug },
      body: { name: "Backend", scopes: ["webhooks:read"] },
    });
    expect((await callRoute(listWebhooks, { key: made.body.token })).status).toBe(200);
    expect((await callRoute(listWebhooks, { key: made.body.token, body: {} })).status).not.toBe(201);
    expect(await db().apiKey.findUnique({ where: { id: rowId("key", made.body.id) } })).toMatchObject({
      createdById: null,
      workspaceId: workspace.id,
    });
  });
});

describe("deleting a workspace", () => {
  test("asks for its slug where one is given, and its logs are purged while the progress is counted", async () => {
    const workspace = await createTestWorkspace();
    const { webhook } = await createTestWebhook(await workspace.as("owner"));
    for (let i = 0; i < 3; i++) await createTestDelivery(workspace, webhook.id);
    const key = await createOperatorKey();
    const remove = (query: Record<string, string>) =>
      callRoute(deleteRoute, { key, method: "DELETE", params: { id: workspace.slug }, query });
    expect(await remove({ confirm: "other" })).toMatchObject({ status: 422, body: { errors: [{ path: "confirm" }] } });
    expect((await remove({ confirm: workspace.slug })).status).toBe(204);
    expect((await remove({})).status).toBe(404);
    const where = { id: workspace.id };
    expect(await db().deletedWorkspace.findUnique({ where })).toMatchObject({ slug: workspace.slug, purgedEvents: 0 });
    await purgeExpired(60_000);
    expect(await db().deletedWorkspace.findUnique({ where })).toMatchObject({ purgedDeliveries: 3, purgedEvents: 3 });
    expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(0);
    expect(parseId("workspace", workspace.slug)).toBeNull();
  });
});
