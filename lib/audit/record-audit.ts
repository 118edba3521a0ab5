import "server-only";
import type { AuditActorType } from "#lib/audit/audit-view";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import type { Claim } from "#lib/idempotency/claim-key";
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
  const id = actor.type === "system" ? null : actor.id;
  await addEntry(tx, { type: actor.type, id, name: actor.name }, ctx.workspace.id, ctx.request, change);
}

/**
 * The same for what an operator of the instance changed. What concerns a workspace is in its own log too.
 *
 * @param workspaceId the row id of the workspace concerned; null for what concerns the instance or a product
 * @throws {AppError} as `recordAudit`
 */
export async function recordOperatorAudit(
  tx: Transaction,
  ctx: OperatorContext,
  workspaceId: string | null,
  change: AuditChange,
): Promise<void> {
  const { type, id, name } = ctx.actor;
  await addEntry(
    tx,
    { type: type === "key" ? "operator_key" : "operator", id, name },
    workspaceId,
    ctx.request,
    change,
  );
}

async function addEntry(
  tx: Transaction,
  actor: { type: AuditActorType; id: string | null; name: string },
  workspaceId: string | null,
  request: { id: string; address: string | null; idempotency?: Claim },
  { action, target, before, after }: AuditChange,
): Promise<void> {
  if (request.idempotency) await markPerformed(tx, request.idempotency);
  await tx.auditEntry.create({
    data: {
      id: newId(),
      workspaceId,
      actorType: actor.type,
      actorId: actor.id,
      actorName: actor.name,
      action,
      targetType: target.type,
      targetId: target.id ?? null,
      targetName: target.name ?? null,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
      address: request.address,
      requestId: request.id,
    },
  });
}
