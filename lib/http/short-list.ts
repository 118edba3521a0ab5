import { z } from "zod";
import { parseInput } from "#lib/errors/parse-input";
import { invalidCursor, type Page, PageInput } from "#lib/http/cursor";

const MAX_LIMIT = 100;

/** What lists accept that are short enough to be read as a whole. */
export const ShortListInput = z.strictObject({
  cursor: PageInput.cursor.unwrap().max(2000).optional(),
  limit: PageInput.limit.unwrap().default(MAX_LIMIT),
});
export type ShortListInput = z.input<typeof ShortListInput>;

/** By what a list is ordered: the first member that differs decides. The last one is unique. */
type Key = readonly (string | number)[];
const Key = z.array(z.union([z.string(), z.number()])).min(1);

/**
 * A page of a list that has been read as a whole. The cursor is the key of the last one, so whatever comes or goes
 * meanwhile, nothing is left out or listed twice.
 *
 * @throws {AppError} `invalid_input`, `invalid_cursor`
 */
export function pageOf<T>(all: readonly T[], input: ShortListInput, keyOf: (item: T) => Key): Page<T> {
  const { cursor, limit } = parseInput(ShortListInput, input);
  const after = cursor === undefined ? null : decode(cursor);
  const rest = all
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === null || compare(key, after) > 0)
    .toSorted((a, b) => compare(a.key, b.key));
  const last = rest.length > limit ? rest[limit - 1] : undefined;
  return {
    data: rest.slice(0, limit).map(({ item }) => item),
    nextCursor: last ? Buffer.from(JSON.stringify(last.key)).toString("base64url") : null,
    previousCursor: null,
  };
}

function decode(cursor: string): Key {
  try {
    return Key.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalidCursor();
  }
}

function compare(a: Key, b: Key): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? "";
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
