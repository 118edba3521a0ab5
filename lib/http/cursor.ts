import { validate } from "uuid";
import { z } from "zod";
import { AppError } from "#lib/errors/app-error";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** One page of a list, newest first. The cursors are opaque; null means that there is nothing further that way. */
export interface Page<T> {
  data: T[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** What every list accepts beside its own filters. */
export const PageInput = {
  cursor: z.string().max(200).optional().meta({
    description: "The `nextCursor` or `previousCursor` of a page: the one after or before it.",
    pattern: "^[A-Za-z0-9_-]+$",
  }),
  limit: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(MAX_LIMIT, `must be at most ${MAX_LIMIT}`)
    .default(DEFAULT_LIMIT)
    .meta({ description: "How many at most." }),
};

const Cursor = z.strictObject({ d: z.enum(["older", "newer"]), id: z.string().refine(validate) });
type Cursor = z.output<typeof Cursor>;

/** The part of a Prisma query that selects a page by id. */
export interface PageQuery {
  id: { lt?: string; gt?: string };
  orderBy: { id: "asc" | "desc" };
  take: number;
}

/**
 * Reads one page by keyset: uuid v7 ids sort by time, so the id alone is the position, and rows that arrive meanwhile
 * never shift a page.
 *
 * @param find runs the query with the given condition on `id`, order and number of rows
 * @throws {AppError} `invalid_cursor`
 */
export async function readPage<T extends { id: string }>(
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  find: (query: PageQuery) => Promise<T[]>,
): Promise<Page<T>> {
  const position = cursor === undefined ? null : decodeCursor(cursor);
  const newer = position?.d === "newer";
  const rows = await find({
    id: position ? (newer ? { gt: position.id } : { lt: position.id }) : {},
    orderBy: { id: newer ? "asc" : "desc" },
    take: limit + 1,
  });
  const hasMore = rows.length > limit;
  const data = rows.slice(0, limit);
  if (newer) data.reverse();
  const [first, last] = [data[0], data.at(-1)];
  return {
    data,
    nextCursor: last && (newer || hasMore) ? encodeCursor({ d: "older", id: last.id }) : null,
    previousCursor: first && position && (!newer || hasMore) ? encodeCursor({ d: "newer", id: first.id }) : null,
  };
}

/** The same page with its rows turned into views. */
export function mapPage<T, V>(page: Page<T>, view: (row: T) => V): Page<V> {
  return { ...page, data: page.data.map(view) };
}

/** The position as text. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** The position in a cursor, for a query that has to bound its own work by it. */
export function decodeCursor(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw invalidCursor();
  }
}

export function invalidCursor(): AppError {
  return new AppError("invalid_cursor", "The cursor is not one of ours. Leave it out to begin at the first page.");
}
