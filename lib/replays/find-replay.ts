import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import type { Replay } from "#prisma/client";

/** @throws {AppError} `not_found` for a malformed or foreign id */
export async function findReplay(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<Replay> {
  const uuid = parseId("replay", id);
  const row = uuid ? await tx.replay.findFirst({ where: { id: uuid, workspaceId: ctx.workspace.id } }) : null;
  if (!row) throw notFound("replay");
  return row;
}
