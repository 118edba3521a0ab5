import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { hidesPayloads } from "#lib/workspaces/payload-access";

/** How many of the newest events of a time range a text search reads, and how many matches it keeps. */
const MAX_SCANNED = 5000;
const MAX_MATCHES = 1000;
/** As stored, mostly compressed: 5,000 events of the largest size would be more than a gigabyte. */
const MAX_SCANNED_BYTES = 64 * 1024 * 1024;

/** What LIKE finds a text by, wherever it stands. */
export const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/**
 * The ids of the newest events in a range of ids whose type, key or data contains a text, whatever its case. Reads the
 * newest 5,000 events of the range (64 MB at most), so that one search can't read a whole log; a narrower range reaches
 * further back.
 * Data that is hidden from the actor is not searched either.
 */
export async function searchEvents(
  ctx: WorkspaceContext,
  text: string,
  range: { gte?: string; lt?: string },
): Promise<string[]> {
  const pattern = likePattern(text);
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, type, key, data, sum(pg_column_size(data)) OVER (ORDER BY id DESC) AS bytes FROM event
      WHERE workspace_id = ${ctx.workspace.id}::uuid
        AND id >= ${range.gte ?? "00000000-0000-0000-0000-000000000000"}::uuid
        AND id < ${range.lt ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}::uuid
      ORDER BY id DESC LIMIT ${MAX_SCANNED}
    ) newest
    WHERE bytes <= ${MAX_SCANNED_BYTES}::bigint
      AND (type ILIKE ${pattern} OR key ILIKE ${pattern} OR (${!hidesPayloads(ctx)} AND data ILIKE ${pattern}))
    ORDER BY id DESC LIMIT ${MAX_MATCHES}`;
  return rows.map((row) => row.id);
}
