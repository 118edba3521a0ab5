import { describe, expect, test } from "vitest";
import { DELETE as removeRoute, PATCH as roleRoute } from "#app/api/v1/members/[id]/route";
import { GET as listRoute } from "#app/api/v1/members/route";
import { POST as createWebhookRoute } from "#app/api/v1/webhooks/route";
import { listMemberships } from "#lib/auth/memberships";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { createInvitation } from "#lib/invitations/create-invitation";
import { listInvitations } from "#lib/invitations/list-invitations";
import { changeRole } from "#lib/members/change-role";
import { listMembers } from "#lib/members/list-members";
import { leaveWorkspace, removeMember } from "#lib/members/remove-member";
import { transferOwnership } from "#lib/members/transfer-ownership";
import { Member } from "#lib/openapi/member-schemas";
import { changeOwner } from "#lib/webhooks/change-owner";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { deliveriesOf, publish } from "#tests/support/deliver";
import { auditActions, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const FORBIDDEN = { code: "forbidden" };
const CONFLICT = { code: "conflict" };
const MISSING = { code: "not_found" };

/** The public id of the person behind a context. */
function idOf({ actor }: WorkspaceContext): string {
  return actor.type === "user" ? publicId("user", actor.id) : "";
}

/** The context of the same person's next request. */
async function nextRequest({ actor, workspace }: WorkspaceContext): Promise<WorkspaceContext> {
  if (actor.type !== "user") throw new Error("Only people come again.");
  const user = { ...actor, memberships: await listMemberships(actor.id) };
  return workspaceContext(user, workspace.slug, { address: null });
}

describe("a member's role", () => {
  test("is changed by an admin, applies to the next request, and is in the audit log", async () => {
    const workspace = await createTestWorkspace();
    const [admin, developer] = [await workspace.as("admin"), await workspace.as("developer")];
    expect(await changeRole(admin, idOf(developer), { role: "viewer" })).toMatchObject({ role: "viewer" });
    expect((await nextRequest(developer)).role).toBe("viewer");
    expect(await db().auditEntry.findFirst({ where: { workspaceId: workspace.id } })).toMatchObject({
      action: "member.role_changed",
      targetId: idOf(developer),
      before: { role: "developer" },
      after: { role: "viewer" },
    });
  });

  test.each(["viewer", "developer"] as const)("is not a %s's to change", async (role) => {
    const workspace = await createTestWorkspace();
    const [actor, other] = [await workspace.as(role), await workspace.as("viewer")];
    await expect(changeRole(actor, idOf(other), { role: "viewer" })).rejects.toMatchObject(FORBIDDEN);
    await expect(removeMember(actor, idOf(other))).rejects.toMatchObject(FORBIDDEN);
    await expect(transferOwnership(actor, idOf(other))).rejects.toMatchObject(FORBIDDEN);
    expect(await auditActions(workspace)).toEqual([]);
  });

  test("as an owner is for owners to give and take", async () => {
    const workspace = await createTestWorkspace();
    const [owner, admin, viewer] = [
      await workspace.as("owner"),
      await workspace.as("admin"),
      await workspace.as("viewer"),
    ];
    await expect(changeRole(admin, idOf(viewer), { role: "owner" })).rejects.toMatchObject(FORBIDDEN);
    await expect(changeRole(admin, idOf(owner), { role: "viewer" })).rejects.toMatchObject(FORBIDDEN);
    await expect(removeMember(admin, idOf(owner))).rejects.toMatchObject(FORBIDDEN);
    await expect(changeRole(admin, idOf(admin), { role: "owner" })).rejects.toMatchObject(FORBIDDEN);
    expect(await changeRole(owner, idOf(viewer), { role: "owner" })).toMatchObject({ role: "owner" });
    await removeMember(owner, idOf(viewer));
  });

  test("in another workspace is out of reach, and looks as if there were none", async () => {
    const [mine, theirs] = [await createTestWorkspace(), await createTestWorkspace()];
    const [owner, stranger] = [await mine.as("owner"), await theirs.as("viewer")];
    await expect(changeRole(owner, idOf(stranger), { role: "admin" })).rejects.toMatchObject(MISSING);
    await expect(removeMember(owner, idOf(stranger))).rejects.toMatchObject(MISSING);
    await expect(transferOwnership(owner, idOf(stranger))).rejects.toMatchObject(MISSING);
    await expect(changeRole(owner, "usr_nonsense", { role: "admin" })).rejects.toMatchObject(MISSING);
  });
});

describe("the last owner", () => {
  test("can't be demoted or removed, and can't leave", async () => {
    const owner = await (await createTestWorkspace()).as("owner");
    await expect(changeRole(owner, idOf(owner), { role: "admin" })).rejects.toMatchObject(CONFLICT);
    await expect(removeMember(owner, idOf(owner))).rejects.toMatchObject(CONFLICT);
    await expect(leaveWorkspace(owner)).rejects.toMatchObject(CONFLICT);
  });

  test("stays when two owners demote each other, or both leave, at the same time", async () => {
    for (const act of [
      (ctx: WorkspaceContext, other: WorkspaceContext) => changeRole(ctx, idOf(other), { role: "viewer" }),
      (ctx: WorkspaceContext) => leaveWorkspace(ctx),
    ]) {
      const workspace = await createTestWorkspace();
      const [first, second] = [await workspace.as("owner"), await workspace.as("owner")];
      const outcomes = await Promise.allSettled([act(first, second), act(second, first)]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await db().member.count({ where: { workspaceId: workspace.id, role: "owner" } })).toBe(1);
    }
  });

  test("hands over: the other becomes an owner, they become an admin", async () => {
    const workspace = await createTestWorkspace();
    const [owner, developer] = [await workspace.as("owner"), await workspace.as("developer")];
    await expect(transferOwnership(owner, idOf(owner))).rejects.toMatchObject(CONFLICT);
    await transferOwnership(owner, idOf(developer));
    expect((await nextRequest(owner)).role).toBe("admin");
    expect((await nextRequest(developer)).role).toBe("owner");
    expect(await auditActions(workspace)).toEqual(["member.role_changed", "member.role_changed"]);
    // A request that was under way does not do it twice.
    await expect(transferOwnership(owner, idOf(developer))).rejects.toMatchObject(FORBIDDEN);
  });
});

describe("who is removed or leaves", () => {
  test("is out with the next request, and their invitations are with them", async () => {
    const workspace = await createTestWorkspace();
    const [owner, admin] = [await workspace.as("owner"), await workspace.as("admin")];
    await createInvitation(admin, { email: "back-door@example.com", role: "admin" });
    await removeMember(owner, idOf(admin));
    await expect(nextRequest(admin)).rejects.toMatchObject(MISSING);
    expect(await listInvitations(owner)).toEqual([]);
    expect(await auditActions(workspace)).toEqual(["invitation.created", "invitation.revoked", "member.removed"]);
    const viewer = await workspace.as("viewer");
    await leaveWorkspace(viewer);
    await expect(nextRequest(viewer)).rejects.toMatchObject(MISSING);
    expect((await listMembers(owner)).map(({ id }) => id)).toEqual([idOf(owner)]);
  });

  test("an owner who is demoted to admin keeps the invitations an admin may send", async () => {
    const workspace = await createTestWorkspace();
    const [first, second] = [await workspace.as("owner"), await workspace.as("owner")];
    for (const role of ["owner", "viewer"] as const) {
      await createInvitation(second, { email: `${role}@example.com`, role });
    }
    await changeRole(first, idOf(second), { role: "admin" });
    expect((await listInvitations(first)).map(({ email }) => email)).toEqual(["viewer@example.com"]);
  });
});

describe("what a webhook receives", () => {
  const types = async (webhookId: string) => (await deliveriesOf(webhookId)).map(({ type }) => type);

  test("narrows with its owner's demotion and removal, and the webhook says what is withheld", async () => {
    const workspace = await createTestWorkspace("countercyclical");
    const [owner, admin] = [await workspace.as("owner"), await workspace.as("admin")];
    const { webhook } = await createTestWebhook(admin, { eventTypes: ["team.created", "memo.created"] });
    const publishBoth = async () => {
      for (const type of ["team.created", "memo.created"]) await publish(workspace, { type });
    };
    await publishBoth();
    expect(await types(webhook.id)).toEqual(["team.created", "memo.created"]);
    expect((await getWebhook(owner, webhook.id)).withheld).toEqual([]);

    await changeRole(owner, idOf(admin), { role: "developer" });
    await publishBoth();
    expect(await types(webhook.id)).toEqual(["team.created", "memo.created", "memo.created"]);
    expect(await getWebhook(owner, webhook.id)).toMatchObject({
      owner: { id: idOf(admin), role: "developer" },
      withheld: [{ type: "team.created", lowestRole: "admin" }],
    });

    await removeMember(owner, idOf(admin));
    await publishBoth();
    expect((await types(webhook.id)).filter((type) => type === "team.created")).toHaveLength(1);
    expect(await getWebhook(owner, webhook.id)).toMatchObject({
      owner: null,
      withheld: [{ type: "team.created", lowestRole: "admin" }],
    });

    await changeOwner(owner, webhook.id, { owner: idOf(owner) });
    await publishBoth();
    expect((await types(webhook.id)).filter((type) => type === "team.created")).toHaveLength(2);
    expect((await getWebhook(owner, webhook.id)).withheld).toEqual([]);
  });

  test("is not widened by handing a webhook to a higher role, to a viewer or to a stranger", async () => {
    const workspace = await createTestWorkspace();
    const [owner, admin] = [await workspace.as("owner"), await workspace.as("admin")];
    const [developer, viewer] = [await workspace.as("developer"), await workspace.as("viewer")];
    const { webhook } = await createTestWebhook(developer);
    await expect(changeOwner(developer, webhook.id, { owner: idOf(developer) })).rejects.toMatchObject(FORBIDDEN);
    await expect(changeOwner(admin, webhook.id, { owner: idOf(owner) })).rejects.toMatchObject(FORBIDDEN);
    const stranger = await (await createTestWorkspace()).as("developer");
    for (const other of [viewer, stranger]) {
      await expect(changeOwner(admin, webhook.id, { owner: idOf(other) })).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: "owner" }],
      });
    }
    expect(await changeOwner(admin, webhook.id, { owner: idOf(admin) })).toMatchObject({ owner: { id: idOf(admin) } });
    expect(await auditActions(workspace)).toEqual(["webhook.created", "webhook.owner_changed"]);
  });
});

describe("a key", () => {
  test("lists members and changes them as an admin would, never owners", async () => {
    const workspace = await createTestWorkspace();
    const [owner, developer] = [await workspace.as("owner"), await workspace.as("developer")];
    const key = await workspace.apiKey();
    const list = await callRoute(listRoute, { key });
    expect(list.body.data.map((one: unknown) => Member.parse(one).role)).toEqual(["owner", "developer"]);
    const patch = (id: string, role: string) =>
      callRoute(roleRoute, { key, method: "PATCH", params: { id }, body: { role } });
    expect((await patch(idOf(developer), "admin")).body).toMatchObject({ role: "admin" });
    expect((await patch(idOf(developer), "owner")).status).toBe(403);
    expect((await patch(idOf(developer), "king")).status).toBe(422);
    expect((await patch(idOf(owner), "viewer")).status).toBe(403);
    const remove = (id: string) => callRoute(removeRoute, { key, method: "DELETE", params: { id } });
    expect((await remove(idOf(developer))).status).toBe(204);
    expect((await remove(idOf(developer))).status).toBe(404);
  });

  test("loses with its maker's role what that role no longer may do", async () => {
    const workspace = await createTestWorkspace();
    const [owner, admin] = [await workspace.as("owner"), await workspace.as("admin")];
    const key = await workspace.apiKey(["*"], admin.actor.type === "user" ? admin.actor.id : null);
    const create = () =>
      callRoute(createWebhookRoute, {
        key,
        body: { name: "By key", url: "https://hooks.example.com/in", eventTypes: ["*"] },
      });
    expect((await create()).status).toBe(201);
    await changeRole(owner, idOf(admin), { role: "developer" });
    expect((await create()).status).toBe(201);
    expect((await callRoute(roleRoute, { key, method: "PATCH", params: { id: idOf(owner) }, body: {} })).status).toBe(
      403,
    );
    await removeMember(owner, idOf(admin));
    expect((await create()).status).toBe(403);
    expect((await callRoute(listRoute, { key })).status).toBe(200);
  });
});
