import fc from "fast-check";
import { expect, test } from "vitest";
import { type PageQuery, readPage } from "#lib/http/cursor";
import { firstIdOf, idsBetween, idsStartingWith } from "#lib/http/id-range";
import { idTime, newId, parseId, publicId } from "#lib/ids";

/** What a database would answer. */
const find = (ids: string[]) => async (query: PageQuery) => {
  const { lt, gt } = query.id;
  const rows = ids.filter((id) => (!lt || id < lt) && (!gt || id > gt)).sort();
  if (query.orderBy.id === "desc") rows.reverse();
  return rows.slice(0, query.take).map((id) => ({ id }));
};

test("walking forth and back sees every row once, in order, for any size and limit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }), async (size, limit) => {
      const ids = Array.from({ length: size }, newId);
      const newestFirst = [...ids].sort().reverse();
      const forth: string[] = [];
      let page = await readPage({ limit }, find(ids));
      expect(page.previousCursor).toBeNull();
      forth.push(...page.data.map(({ id }) => id));
      while (page.nextCursor) {
        page = await readPage({ limit, cursor: page.nextCursor }, find(ids));
        forth.push(...page.data.map(({ id }) => id));
      }
      expect(forth).toEqual(newestFirst);
      const back = page.data.map(({ id }) => id);
      while (page.previousCursor) {
        page = await readPage({ limit, cursor: page.previousCursor }, find(ids));
        back.unshift(...page.data.map(({ id }) => id));
      }
      expect(back).toEqual(newestFirst);
    }),
  );
});

test("a cursor that is not ours is refused as such", async () => {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const cursor of [
    "",
    "x",
    "e30",
    json({ d: "older", id: "1; DROP" }),
    json(null),
    json({ d: "up", id: newId() }),
  ]) {
    await expect(readPage({ limit: 1, cursor }, find([]))).rejects.toMatchObject({ code: "invalid_cursor" });
  }
});

test("a time is the bound of the ids made from then on", () => {
  const id = newId();
  const time = idTime(id);
  expect(firstIdOf(new Date(time)) <= id).toBe(true);
  expect(firstIdOf(new Date(time + 1)) > id).toBe(true);
  expect(idsBetween(undefined, new Date(0))).toEqual({ lt: "00000000-0000-7000-8000-000000000000" });
});

test("the beginning of an id finds it, and only ids that begin so", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: 26 }), (uuid, other, letters) => {
      const prefix = publicId("event", uuid).slice(0, 4 + letters);
      const range = idsStartingWith("event", prefix);
      if (!range) throw new Error(`${prefix} was not understood.`);
      expect(range.gte <= uuid && uuid <= range.lte).toBe(true);
      expect(range.gte <= other && other <= range.lte).toBe(publicId("event", other).startsWith(prefix));
    }),
  );
  expect(idsStartingWith("event", "evt_")).toBeNull();
  expect(idsStartingWith("event", "dlv_0")).toBeNull();
  expect(idsStartingWith("event", "evt_z")).toBeNull();
});

test("any 128 bits are an id and come back from it", () => {
  const bits = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => {
    const hex = Buffer.from(bytes).toString("hex");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  });
  fc.assert(
    fc.property(bits, (uuid) => {
      expect(parseId("webhook", publicId("webhook", uuid))).toBe(uuid);
    }),
  );
});
