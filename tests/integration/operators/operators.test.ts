import { describe, expect, test } from "vitest";
import { GET as listWorkspaces } from "#app/api/v1/operator/workspaces/route";
import { listOperatorAudit } from "#lib/audit/list-audit";
import { db } from "#lib/database/client";
import { newId, publicId } from "#lib/ids";
import { createOperatorKey } from "#lib/keys/create-operator-key";
import { addOperator } from "#lib/operators/add-operator";
import { listOperators } from "#lib/operators/list-operators";
import { removeOperator } from "#lib/operators/remove-operator";
import { resetOperator } from "#lib/operators/reset-operator";
import { signOutOperator } from "#lib/operators/sign-out-operator";
import { resetPassword } from "#lib/sign-in-links/reset-password";
import { verifyPassword } from "#lib/users/password";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createOperator, operatorKeyContext } from "#tests/support/operator";

await createTestDatabase();

const operator = await createOperator();
const address = () => `night-${newId()}@example.com`;
const tokenOf = (url: string) => decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
const passwordOf = async (email: string) => (await db().user.findUniqueOrThrow({ where: { email } })).passwordHash;
const REQUEST = { id: "test", address: null };
const PASSWORD = "correct horse battery";

describe("an operator", () => {
  test("is made by e-mail: an account that exists, or a new one that is entered by a link, once", async () => {
    const known = { id: newId(), name: "Ned", email: address() };
    await db().user.create({ data: known });
    expect(await addOperator(operator, { email: known.email })).toMatchObject({
      operator: { name: "Ned" },
      link: null,
    });
    await expect(addOperator(operator, { email: known.email })).rejects.toMatchObject({ code: "conflict" });

    const email = address();
    const { operator: added, link } = await addOperator(operator, { email, name: "Nia" });
    expect(added).toMatchObject({ name: "Nia", hasPassword: false, sessionCount: 0, lastSeenAt: null });
    expect(link).toMatchObject({ email, mail: "off" });
    const token = tokenOf(link?.url ?? "");
    expect(await resetPassword(token, { password: PASSWORD }, REQUEST)).toMatchObject({ email });
    expect(await verifyPassword(await passwordOf(email), PASSWORD)).toBe(true);
    await expect(resetPassword(token, { password: PASSWORD }, REQUEST)).rejects.toThrow();
    expect((await listOperators(operator)).map(({ email: one }) => one)).toEqual(
      expect.arrayContaining([known.email, email]),
    );
  });

  test("who is one no longer has keys that open nothing", async () => {
    const other = await createOperator();
    const { token } = await createOperatorKey(other, { name: "CI" });
    expect((await callRoute(listWorkspaces, { key: token })).status).toBe(200);
    await removeOperator(operator, publicId("user", other.actor.id));
    expect((await callRoute(listWorkspaces, { key: token })).status).toBe(401);
    await expect(removeOperator(operator, publicId("user", other.actor.id))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is signed out of every browser", async () => {
    const other = await createOperator();
    await db().session.create({ data: { id: newId(), userId: other.actor.id, method: "password" } });
    await signOutOperator(operator, publicId("user", other.actor.id));
    expect(await db().session.count({ where: { userId: other.actor.id } })).toBe(0);
    expect(await db().user.findUnique({ where: { id: other.actor.id } })).toMatchObject({ sessionVersion: 2 });
  });

  test("gets a link for a new password, whose token is stored nowhere", async () => {
    const other = await createOperator();
    const link = await resetOperator(operator, publicId("user", other.actor.id));
    const stored = await db().signInLink.findFirstOrThrow({ where: { email: link.email } });
    expect(Buffer.from(stored.tokenHash).toString("latin1")).not.toContain(tokenOf(link.url));
    const entries = await listOperatorAudit(operator, { group: "operator" });
    expect(JSON.stringify(entries)).not.toContain(tokenOf(link.url));
    expect(entries.data[0]).toMatchObject({ action: "operator.reset", actor: { type: "operator" } });
  });

  test("who is the last one can't go, however many go at once", async () => {
    await db().user.updateMany({ data: { isOperator: false } });
    const [a, b] = [await createOperator(), await createOperator()];
    const both = await Promise.allSettled([
      removeOperator(a, publicId("user", b.actor.id)),
      removeOperator(b, publicId("user", a.actor.id)),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await db().user.count({ where: { isOperator: true } })).toBe(1);
  });
});

test("a key without every scope makes no operator, removes none and gets in as none", async () => {
  const other = await createOperator();
  const id = publicId("user", other.actor.id);
  const narrow = operatorKeyContext(["instance:read", "instance:write"]);
  const calls = [
    () => addOperator(narrow, { email: address() }),
    () => removeOperator(narrow, id),
    () => signOutOperator(narrow, id),
    () => resetOperator(narrow, id),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "forbidden" });
});
