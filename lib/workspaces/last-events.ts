import "server-only";
import { db } from "#lib/database/client";

/** When the newest event of each workspace was accepted. One descent of an index each. */
export async function lastEvents(workspaceIds: readonly string[]): Promise<Map<string, Date>> {
  if (workspaceIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ id: string; at: Date }[]>`
    SELECT w.id, e.created_at AS at
      FROM unnest(${[...workspaceIds]}::uuid[]) AS w(id)
     CROSS JOIN LATERAL (SELECT created_at FROM event WHERE workspace_id = w.id ORDER BY id DESC LIMIT 1) e`;
  return new Map(rows.map(({ id, at }) => [id, at]));
}
