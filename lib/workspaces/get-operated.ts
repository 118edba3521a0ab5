import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { lastEvents } from "#lib/workspaces/last-events";
import { workspaceByRef } from "#lib/workspaces/operate-workspace";
import { OPERATED_VIEW, type OperatedWorkspace, operatedView } from "#lib/workspaces/operated-view";

/** One workspace of the instance. @param ref its public id or slug @throws {AppError} `not_found` */
export async function getOperated(ctx: OperatorContext, ref: string): Promise<OperatedWorkspace> {
  requireOperatorPermission(ctx, "workspaces:read");
  return readOperated(ref);
}

/** The same for who has just changed it. */
export async function readOperated(ref: string): Promise<OperatedWorkspace> {
  const row = await db().workspace.findUnique({ where: workspaceByRef(ref), select: OPERATED_VIEW });
  if (!row) throw notFound("workspace");
  return operatedView(row, (await lastEvents([row.id])).get(row.id) ?? null);
}
