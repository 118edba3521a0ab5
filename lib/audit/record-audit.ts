import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { markPerformed } from "#lib/idempotency/mark-performed";
import { newId } from "#lib/ids";
import { Prisma } from "#prisma/client";

export interface AuditChange {
  /** Noun and verb, e.g. `webhook.created`. */
  action: string;
  target: { type: string; id?: string; name?: string };
  /** The changed fields only, without secrets. */
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
}

/**
 * Adds a row to the audit log, in the transaction of the change itself.
 *
 * @throws {AppError} `conflict`, which undoes the change, when the same request has been carried out elsewhere meanwhile
 */
export async function recordAudit(tx: Transaction, ctx: WorkspaceContext, change: AuditChange): Promise<void> {
  const { actor } = ctx;
  if (ctx.request.idempotency) await markPerformed(tx, ctx.request.idempotency);
  await tx.auditEntry.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspace.id,
      actorType: actor.type,
      actorId: actor.type === "system" ? null : actor.id,
      actorName: actor.name,
      action: change.action,
      targetType: change.target.type,
      targetId: change.target.id ?? null,
      targetName: change.target.name ?? null,
      before: change.before ?? Prisma.DbNull,
      after: change.after ?? Prisma.DbNull,
      address: ctx.request.address,
      requestId: ctx.request.id,
    },
  });
}
