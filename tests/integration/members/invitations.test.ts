import { describe, expect, test } from "vitest";
import { DELETE as revokeRoute } from "#app/api/v1/invitations/[id]/route";
import { POST as inviteRoute, GET as listRoute } from "#app/api/v1/invitations/route";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";
import { acceptInvitation, joinByInvitation } from "#lib/invitations/accept-invitation";
import { createInvitation } from "#lib/invitations/create-invitation";
import { readInvitation } from "#lib/invitations/find-invitation";
import { listInvitations } from "#lib/invitations/list-invitations";
import { renewInvitation } from "#lib/invitations/renew-invitation";
import { revokeInvitation } from "#lib/invitations/revoke-invitation";
import { Invitation, SentInvitation } from "#lib/openapi/member-schemas";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { startMailServer } from "#tests/support/mail-server";
import { auditActions, createTestWorkspace } from "#tests/support/workspace";

const smtp = await startMailServer();
process.env.POSTHORN_SMTP_URL = `smtp://127.0.0.1:${smtp.port}`;
process.env.POSTHORN_MAIL_FROM = "posthorn@example.com";
await createTestDatabase();

const REQUEST = { id: "test", address: "192.0.2.7" };
const MISSING = { code: "not_found" };
const ACCOUNT = { name: "New Person", password: "correct horse battery" };

const tokenOf = (url: string) => decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
const address = () => `person-${newId()}@example.com`;

async function createUser(email: string) {
  const user = { id: newId(), name: "Somebody", email };
  await db().user.create({ data: user });
  return user;
}

describe("an invitation", () => {
  test("is mailed, its link works once, and makes an account and a member", async () => {
    const workspace = await createTestWorkspace();
    const admin = await workspace.as("admin");
    const email = address();
    const sent = await createInvitation(admin, { email: ` ${email.toUpperCase()} `, role: "developer" });
    expect(sent).toMatchObject({ mail: "sent", invitation: { email, role: "developer", invitedBy: "A admin" } });
    const mail = smtp.mails.find(({ to }) => to.includes(email));
    expect(mail?.text.replaceAll("=\n", "").replaceAll("=3D", "=")).toContain(sent.url);

    const token = tokenOf(sent.url);
    const offer = {
      email,
      role: "developer",
      invitedBy: "A admin",
      hasAccount: false,
      workspace: { slug: workspace.slug },
    };
    expect(await readInvitation(token)).toMatchObject(offer);
    expect(await joinByInvitation(token, null, ACCOUNT, REQUEST)).toEqual({ slug: workspace.slug, email });
    const member = await db().member.findFirst({ where: { workspaceId: workspace.id, user: { email } } });
    expect(member?.role).toBe("developer");
    expect(await readInvitation(token)).toBeNull();
    await expect(joinByInvitation(token, null, ACCOUNT, REQUEST)).rejects.toMatchObject(MISSING);
    expect(await auditActions(workspace)).toEqual(["invitation.created", "member.joined"]);
    expect(await listInvitations(admin)).toEqual([]);
  });

  test("is stored without its token", async () => {
    const admin = await (await createTestWorkspace()).as("admin");
    const { url } = await createInvitation(admin, { email: address(), role: "viewer" });
    const [dump] = await db().$queryRaw<{ text: string }[]>`SELECT string_agg(i::text, ' ') AS text FROM invitation i`;
    expect(dump?.text).not.toContain(tokenOf(url));
  });

  test("for somebody with an account is accepted by signing in, by nobody else", async () => {
    const workspace = await createTestWorkspace();
    const [owner, user, other] = [
      await workspace.as("owner"),
      await createUser(address()),
      await createUser(address()),
    ];
    const { url } = await createInvitation(owner, { email: user.email, role: "owner" });
    expect(await readInvitation(tokenOf(url))).toMatchObject({ hasAccount: true });
    await expect(joinByInvitation(tokenOf(url), null, ACCOUNT, REQUEST)).rejects.toMatchObject({ code: "conflict" });
    await expect(acceptInvitation(other, tokenOf(url), REQUEST)).rejects.toMatchObject({ code: "forbidden" });
    expect(await acceptInvitation(user, tokenOf(url), REQUEST)).toBe(workspace.slug);
    await expect(acceptInvitation(user, tokenOf(url), REQUEST)).rejects.toMatchObject(MISSING);
  });

  test("accepted by two at the same time is used once", async () => {
    const workspace = await createTestWorkspace();
    const { url } = await createInvitation(await workspace.as("admin"), { email: address(), role: "viewer" });
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => joinByInvitation(tokenOf(url), null, ACCOUNT, REQUEST)),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("ends: revoked, renewed or expired, its link leads nowhere", async () => {
    const admin = await (await createTestWorkspace()).as("admin");
    const first = await createInvitation(admin, { email: address(), role: "viewer" });
    const renewed = await renewInvitation(admin, first.invitation.id);
    expect(renewed.url).not.toBe(first.url);
    expect(await readInvitation(tokenOf(first.url))).toBeNull();
    expect(await readInvitation(tokenOf(renewed.url))).not.toBeNull();
    await db().invitation.updateMany({
      where: { email: first.invitation.email },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await readInvitation(tokenOf(renewed.url))).toBeNull();
    expect(await listInvitations(admin)).toMatchObject([{ expired: true }]);
    const again = await renewInvitation(admin, first.invitation.id);
    await revokeInvitation(admin, first.invitation.id);
    await expect(joinByInvitation(tokenOf(again.url), null, ACCOUNT, REQUEST)).rejects.toMatchObject(MISSING);
    await expect(renewInvitation(admin, first.invitation.id)).rejects.toMatchObject(MISSING);
  });

  test("is given out by admins, for owners by owners, and not to members or twice", async () => {
    const workspace = await createTestWorkspace();
    const [admin, developer] = [await workspace.as("admin"), await workspace.as("developer")];
    const email = address();
    const invite = (role: "viewer" | "owner", to = email) => createInvitation(admin, { email: to, role });
    await expect(invite("owner")).rejects.toMatchObject({ code: "forbidden" });
    await expect(createInvitation(developer, { email, role: "viewer" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listInvitations(developer)).rejects.toMatchObject({ code: "forbidden" });
    await invite("viewer");
    await expect(invite("viewer")).rejects.toMatchObject({ code: "conflict" });
    const member = developer.actor.type === "user" ? developer.actor.email : "";
    await expect(invite("viewer", member)).rejects.toMatchObject({ code: "conflict" });
  });

  test.each(["a＠b.com", "a@b", "a b@c.com", "ａ@b.com", "a@b.com\r\nBcc: x@y.com", "x".repeat(300)])(
    "to %j is refused at its field",
    async (email) => {
      const admin = await (await createTestWorkspace()).as("admin");
      await expect(createInvitation(admin, { email, role: "viewer" })).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: "email" }],
      });
    },
  );

  test("is not lost when the mail server fails: the link can be copied", async () => {
    const admin = await (await createTestWorkspace()).as("admin");
    smtp.state.refuse = true;
    const { mail, url } = await createInvitation(admin, { email: address(), role: "viewer" });
    smtp.state.refuse = false;
    expect(mail).toBe("failed");
    expect(await readInvitation(tokenOf(url))).not.toBeNull();
  });

  test("needs a password worth the name", async () => {
    const admin = await (await createTestWorkspace()).as("admin");
    const { url, invitation } = await createInvitation(admin, { email: address(), role: "viewer" });
    for (const password of ["short", "aaaaaaaaaaaaaaa", invitation.email]) {
      await expect(joinByInvitation(tokenOf(url), null, { ...ACCOUNT, password }, REQUEST)).rejects.toMatchObject({
        code: "invalid_input",
        errors: [{ path: "password" }],
      });
    }
    expect(await readInvitation(tokenOf(url))).not.toBeNull();
  });

  test("is made, listed and revoked by a key", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.apiKey();
    const made = await callRoute(inviteRoute, { key, body: { email: address(), role: "viewer" } });
    expect(made.status).toBe(201);
    const { id } = SentInvitation.parse(made.body);
    const list = await callRoute(listRoute, { key });
    expect(list.body.data.map((one: unknown) => Invitation.parse(one).id)).toEqual([id]);
    expect((await callRoute(inviteRoute, { key, body: { email: address(), role: "owner" } })).status).toBe(403);
    const foreign = await (await createTestWorkspace()).apiKey();
    const revoke = (as: string) => callRoute(revokeRoute, { key: as, method: "DELETE", params: { id } });
    expect((await revoke(foreign)).status).toBe(404);
    expect((await revoke(key)).status).toBe(204);
  });
});
