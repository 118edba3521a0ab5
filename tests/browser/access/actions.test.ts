import { describe, expect, test } from "vitest";
import { ROLES } from "#lib/permissions/permissions";
import { mayRole, permissionOf } from "#tests/support/access/area";
import { ACTIONS } from "#tests/support/access/areas";
import { MISSING, OTHER, prepareMatrix, SLUG } from "#tests/support/access/people";
import { type HttpSession, signedIn } from "#tests/support/http-session";
import { type ActionOutcome, postAction, type ServerAction, serverActions } from "#tests/support/server-actions";

// Fault 55: every server action × nobody, an ended session, a stranger, an operator who is no member, and each role. They are
// public endpoints, whatever page shows their button.

const { ids, people } = await prepareMatrix();
const actions = await serverActions();

function named(name: string): ServerAction {
  const action = actions.find((one) => one.name === name);
  if (!action) throw new Error(`The build has no ${name}.`);
  return action;
}

async function expectSignIn(session: HttpSession, name: string, slug: string, args: unknown[]) {
  const { ok, redirect } = await postAction(session, named(name), slug, args);
  expect({ ok, redirect: redirect?.replace(/[?;].*/, "") }).toEqual({ ok: null, redirect: "/sign-in" });
}

/** Not refused for who they are. What they asked for may be missing or wrong. */
function expectAllowed({ ok, message }: ActionOutcome, who: string) {
  expect(ok, who).not.toBeNull();
  if (!ok) expect(message, who).not.toMatch(/^Your role|no such (workspace|page)|our side/);
}

describe("an action in a workspace", () => {
  const rows = ACTIONS.filter(([, row]) => permissionOf(row));

  test.each(rows)("%s", async (name, row) => {
    const args = [SLUG, ...row.args(ids)];
    for (const session of [people.nobody, people.ended]) await expectSignIn(session, name, SLUG, args);
    for (const [session, slug] of [
      [people.stranger, OTHER],
      [people.operator, "acme"],
    ] as const) {
      const outcome = await postAction(session, named(name), slug, args);
      expect(outcome).toMatchObject({ ok: false, message: "There is no such workspace." });
    }
    for (const role of ROLES) {
      if (!mayRole(role, row)) {
        const outcome = await postAction(people.members[role], named(name), SLUG, args);
        expect(outcome).toMatchObject({ ok: false, message: expect.stringMatching(`^Your role \\(${role}\\)`) });
      } else if (!row.elsewhere) {
        const call = [SLUG, ...row.args(MISSING)];
        expectAllowed(await postAction(people.members[role], named(name), SLUG, call), role);
      }
    }
  });

  test.each(rows.filter(([, { names }]) => names))(
    "%s says of what another workspace has the same as of what nobody has",
    async (name, row) => {
      const [foreign, missing] = await Promise.all(
        [ids, MISSING].map((of) => postAction(people.stranger, named(name), OTHER, [OTHER, ...row.args(of)])),
      );
      expect(foreign).toMatchObject({ ok: false, message: expect.stringMatching(/^There is no such /) });
      expect(foreign).toEqual(missing);
    },
  );
});

test.each(ACTIONS.filter(([, { needs }]) => needs === "operator"))("%s is for operators", async (name, row) => {
  for (const session of [people.nobody, people.ended]) await expectSignIn(session, name, SLUG, row.args(ids));
  for (const session of [people.stranger, ...Object.values(people.members)]) {
    const outcome = await postAction(session, named(name), SLUG, row.args(ids));
    expect(outcome).toMatchObject({ ok: false, message: "There is no such page." });
  }
  if (!row.elsewhere) expectAllowed(await postAction(people.operator, named(name), "acme", row.args(MISSING)), name);
});

test.each(ACTIONS.filter(([, { needs }]) => needs === "session"))("%s is for who is signed in", async (name, row) => {
  for (const session of [people.nobody, people.ended]) await expectSignIn(session, name, OTHER, row.args(ids));
  if (!row.elsewhere) expectAllowed(await postAction(people.stranger, named(name), OTHER, row.args(MISSING)), name);
});

test.each(ACTIONS.filter(([, { needs }]) => needs === "nothing"))("%s needs its token", async (name, row) => {
  expect(await postAction(people.nobody, named(name), OTHER, row.args(ids))).toMatchObject({ ok: false });
});

test.each([
  { headers: {}, from: "nowhere" },
  { headers: { origin: "null" }, from: "a sandboxed page" },
  { headers: { origin: "https://evil.example" }, from: "another site" },
  { headers: { "sec-fetch-site": "cross-site" }, from: "another site without an Origin" },
  { headers: { "sec-fetch-site": "same-site" }, from: "a neighbouring host" },
  { headers: { "sec-fetch-site": "none" }, from: "the address bar" },
])("an action called from $from does nothing", async ({ headers }) => {
  const name = `Forged ${crypto.randomUUID()}`;
  const session = await signedIn("owner", OTHER);
  const outcome = await postAction(session, named("createInboxAction"), OTHER, [OTHER, name], headers);
  expect(outcome.ok).not.toBe(true);
  const page = await session.fetch(`/${OTHER}/settings/developers/inspector`, { headers: { accept: "text/html" } });
  expect(await page.text()).not.toContain(name);
});
