import { describe, expect, test } from "vitest";
import { ROLES } from "#lib/permissions/permissions";
import { mayRole, permissionOf } from "#tests/support/access/area";
import { READS } from "#tests/support/access/areas";
import { MISSING, OTHER, PRIVATE_NAME, prepareMatrix, SLUG } from "#tests/support/access/people";
import type { HttpSession } from "#tests/support/http-session";

// Fault 55: every read × nobody, an ended session, a stranger, an operator who is no member, and each role.

const { ids, people } = await prepareMatrix();

async function status(session: HttpSession, path: string, headers: Record<string, string> = {}): Promise<number> {
  const answer = await session.fetch(path, { headers });
  // Some never end by themselves.
  await answer.body?.cancel();
  return answer.status;
}

describe("a read of a workspace", () => {
  const rows = READS.filter(([, row]) => permissionOf(row));

  test.each(rows)("%s", async (_file, row) => {
    const own = row.at(SLUG, ids);
    for (const session of [people.nobody, people.ended]) expect(await status(session, own)).toBe(401);
    for (const session of [people.stranger, people.operator]) expect(await status(session, own)).toBe(404);
    for (const role of ROLES) {
      const expected = mayRole(role, row) ? (row.answers ?? 200) : 403;
      expect(await status(people.members[role], own), role).toBe(expected);
    }
    for (const site of ["cross-site", "same-site"]) {
      expect(await status(people.members.owner, own, { "sec-fetch-site": site })).toBe(403);
    }
  });

  test.each(rows.filter(([, { names }]) => names))(
    "%s says of what another workspace has the same as of what nobody has",
    async (_file, row) => {
      const [foreign, missing] = await Promise.all(
        [ids, MISSING].map(async (of) => {
          const answer = await people.stranger.fetch(row.at(OTHER, of));
          return { status: answer.status, text: await answer.text() };
        }),
      );
      expect(foreign?.status).toBe(404);
      expect(foreign).toEqual(missing);
    },
  );
});

test.each(READS.filter(([, { needs }]) => needs === "operator"))("%s is for operators", async (_file, row) => {
  const path = row.at(SLUG, ids);
  for (const session of [people.nobody, people.ended]) expect(await status(session, path)).toBe(401);
  for (const session of [people.stranger, ...Object.values(people.members)]) {
    expect(await status(session, path)).toBe(404);
  }
  expect(await status(people.operator, path)).toBe(row.answers ?? 200);
  expect(await status(people.operator, path, { "sec-fetch-site": "cross-site" })).toBe(403);
});

test.each(READS.filter(([, { needs }]) => needs === "nothing"))("%s is for anybody", async (_file, row) => {
  for (const session of [people.nobody, people.ended, people.members.viewer]) {
    const answer = await session.fetch(row.at(SLUG, ids));
    expect(answer.status).toBe(row.answers ?? 200);
    const text = await answer.text();
    for (const secret of [PRIVATE_NAME, ...Object.values(ids)]) expect(text).not.toContain(secret);
  }
});

test("every read is one of these", () => {
  expect(READS.filter(([, { needs }]) => needs === "session")).toEqual([]);
});
