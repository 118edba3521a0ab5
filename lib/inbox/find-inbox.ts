import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import type { Inbox } from "#prisma/client";

/** @param id an inbox's public id or its token @throws {AppError} `not_found` */
export async function findInbox(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<Inbox> {
  const uuid = parseId("inbox", id);
  const isToken = /^[\w-]{1,64}$/.test(id);
  const row = isToken
    ? await tx.inbox.findFirst({ where: { workspaceId: ctx.workspace.id, ...(uuid ? { id: uuid } : { token: id }) } })
    : null;
  if (!row) throw notFound("inbox");
  return row;
}
