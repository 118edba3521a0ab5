import { describe, expect, test } from "vitest";
import { ROLES } from "#lib/permissions/permissions";
import { mayRole, type PageRow, permissionOf } from "#tests/support/access/area";
import { PAGES } from "#tests/support/access/areas";
import { MISSING, OTHER, PRIVATE_NAME, prepareMatrix, SLUG } from "#tests/support/access/people";
import type { HttpSession } from "#tests/support/http-session";

// Fault 55: every page × nobody, an ended session, a stranger, an operator who is no member, and each role.

const { ids, people } = await prepareMatrix();

const asPage = { headers: { accept: "text/html" } };
const open = (session: HttpSession, path: string) => session.fetch(path, asPage);

async function expectSignIn(session: HttpSession, path: string) {
  const answer = await open(session, path);
  expect([answer.status, answer.headers.get("location")?.replace(/\?.*/, "")]).toEqual([307, "/sign-in"]);
}

async function expectOpen(session: HttpSession, path: string, { leadsOn, answers }: PageRow) {
  const answer = await open(session, path);
  expect(answer.status).toBe(answers ?? (leadsOn ? 307 : 200));
  if (leadsOn) expect(answer.headers.get("location")).not.toMatch(/^\/sign-in/);
}

/**
 * What a page says, without the id that was asked for and what else differs from one request to the next: the nonce, and
 * how its parts refer to each other, which depends on what was ready first. So of what is sent beside the HTML every text
 * counts, once.
 */
async function contentOf(answer: Response, id: string): Promise<{ html: string; texts: string[] }> {
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1] ?? "";
  const text = (await answer.text()).replaceAll(id, "ID").replaceAll(nonce, "NONCE");
  const parts = [...text.matchAll(/__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g)].map(([, part]) =>
    JSON.parse(String(part)),
  );
  const texts = [...parts.join("").matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([found]) => found);
  return {
    html: text.replaceAll(/<script\b.*?<\/script>/gs, ""),
    texts: [...new Set(texts)].filter((found) => !/^"\$[a-zA-Z@]?[0-9a-f]*"$/.test(found)).toSorted(),
  };
}

describe("a page of a workspace", () => {
  const rows = PAGES.filter(([, row]) => permissionOf(row));

  test.each(rows)("%s", async (_file, row) => {
    const own = row.at(SLUG, ids);
    for (const session of [people.nobody, people.ended]) await expectSignIn(session, own);
    for (const session of [people.stranger, people.operator]) expect((await open(session, own)).status).toBe(404);
    for (const role of ROLES) {
      if (mayRole(role, row)) await expectOpen(people.members[role], own, row);
      else expect((await open(people.members[role], own)).status, role).toBe(404);
    }
  });

  test.each(rows.filter(([, { names }]) => names))(
    "%s says of what another workspace has the same as of what nobody has",
    async (_file, row) => {
      const [foreign, missing] = await Promise.all(
        [ids, MISSING].map(async (of) => {
          const answer = await open(people.stranger, row.at(OTHER, of));
          return { status: answer.status, ...(await contentOf(answer, row.names ? of[row.names] : "")) };
        }),
      );
      expect(foreign?.status).toBe(404);
      expect(foreign?.texts.length).toBeGreaterThan(0);
      expect(JSON.stringify(foreign)).not.toContain(PRIVATE_NAME);
      expect(foreign).toEqual(missing);
    },
  );
});

test.each(PAGES.filter(([, { needs }]) => needs === "operator"))("%s is for operators", async (_file, row) => {
  const path = row.at(SLUG, ids);
  for (const session of [people.nobody, people.ended]) await expectSignIn(session, path);
  for (const session of [people.stranger, ...Object.values(people.members)]) {
    expect((await open(session, path)).status).toBe(404);
  }
  await expectOpen(people.operator, path, row);
});

test.each(PAGES.filter(([, { needs }]) => needs === "session"))("%s is for who is signed in", async (_file, row) => {
  const path = row.at(SLUG, ids);
  for (const session of [people.nobody, people.ended]) await expectSignIn(session, path);
  for (const session of [people.stranger, people.members.viewer]) await expectOpen(session, path, row);
});

test.each(PAGES.filter(([, { needs }]) => needs === "nothing"))("%s is for anybody", async (_file, row) => {
  const path = row.at(SLUG, ids);
  const { leadsOn: _, ...shown } = row;
  for (const session of [people.nobody, people.ended]) await expectOpen(session, path, shown);
  await expectOpen(people.members.viewer, path, row);
});
