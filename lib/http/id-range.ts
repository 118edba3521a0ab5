import { z } from "zod";
import { ID_PREFIXES, type IdKind, parseId } from "#lib/ids";

const ID_LETTERS = 26;

/** A moment as lists accept it: ISO 8601 with an offset, or a date (midnight UTC). */
export const Moment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    "must be an ISO 8601 date or time, e.g. 2026-03-18T14:30:00Z",
  )
  .transform((text) => new Date(text));

/** The smallest uuid v7 of a millisecond: rows made from then on have ids at or above it. */
export function firstIdOf(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** `from` (inclusive) and `to` (exclusive) as bounds on a uuid v7 id. */
export function idsBetween(from: Date | undefined, to: Date | undefined): { gte?: string; lt?: string } {
  return { ...(from && { gte: firstIdOf(from) }), ...(to && { lt: firstIdOf(to) }) };
}

/** The ids that begin with `text` (e.g. `evt_01jf`), or null when it is not the beginning of an id of this kind. */
export function idsStartingWith(kind: IdKind, text: string): { gte: string; lte: string } | null {
  const letters = ID_PREFIXES[kind].length + 1;
  if (text.length <= letters || text.length > letters + ID_LETTERS) return null;
  const gte = parseId(kind, text.padEnd(letters + ID_LETTERS, "0"));
  const lte = parseId(kind, text.padEnd(letters + ID_LETTERS, "z"));
  return gte && lte ? { gte, lte } : null;
}
