import "server-only";
import type { Transaction } from "#lib/database/client";
import { publicId } from "#lib/ids";
import type { KeyRow, Maker } from "#lib/keys/key-view";

/**
 * The people who made these keys, by their row ids, with their role in the workspace that all of the keys belong to, if
 * any. Who has no account any more is left out.
 */
export async function findMakers(tx: Transaction, rows: readonly KeyRow[]): Promise<Map<string, Maker>> {
  const ids = [...new Set(rows.flatMap(({ createdById }) => createdById ?? []))];
  if (ids.length === 0) return new Map();
  const workspaceIds = rows.slice(0, 1).flatMap(({ workspaceId }) => workspaceId ?? []);
  const users = await tx.user.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      name: true,
      isOperator: true,
      members: { where: { workspaceId: { in: workspaceIds } }, select: { role: true } },
    },
  });
  return new Map(
    users.map(({ id, name, isOperator, members }) => [
      id,
      { id: publicId("user", id), name, isOperator, role: members[0]?.role ?? null },
    ]),
  );
}

/** The view of one key with its maker. */
export async function withMaker<V>(
  tx: Transaction,
  row: KeyRow,
  view: (row: KeyRow, maker: Maker | null) => V,
): Promise<V> {
  const makers = await findMakers(tx, [row]);
  return view(row, makers.get(row.createdById ?? "") ?? null);
}
