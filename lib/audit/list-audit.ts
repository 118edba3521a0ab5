import "server-only";
import { z } from "zod";
import { AUDIT_GROUP_NAMES, type AuditView, auditView } from "#lib/audit/audit-view";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { contains } from "#lib/database/contains";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { idsBetween, Moment } from "#lib/http/id-range";
import { parseId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

/** What of the audit log is meant, for a page of it and for an export. */
export const AuditSelection = z.strictObject({
  /** What it is about. */
  group: z.enum(AUDIT_GROUP_NAMES, "is not a known group").optional(),
  /** The public id of a person or key. */
  actor: z.string().max(64).optional(),
  /** From (inclusive) and to (exclusive). */
  from: Moment.optional(),
  to: Moment.optional(),
  /** A text in the names of actor and target, or exactly an id, address or request id. */
  q: z.string().trim().max(200).optional(),
});
export type AuditSelection = z.input<typeof AuditSelection>;

export const AuditFilters = z.strictObject({ ...PageInput, ...AuditSelection.shape });
export type AuditFilters = z.input<typeof AuditFilters>;

/** What an actor may read of the log: their workspace's part, or what operators did and what concerns the instance. */
type AuditScope = WorkspaceContext | OperatorContext;

/** The condition of a selection of what the actor may read. */
export function auditWhere(
  ctx: AuditScope,
  { group, actor, from, to, q }: z.output<typeof AuditSelection>,
): Prisma.AuditEntryWhereInput {
  const actorId = actor && (parseId("user", actor) ?? parseId("key", actor));
  return {
    ...("workspace" in ctx
      ? { workspaceId: ctx.workspace.id }
      : { OR: [{ workspaceId: null }, { actorType: { in: ["operator", "operator_key"] } }] }),
    AND: [
      { id: idsBetween(from, to) },
      ...(group ? [{ action: { startsWith: `${group}.` } }] : []),
      // Nobody has the nil id: an id that is none of ours matches nothing.
      ...(actor ? [{ actorId: actorId || "00000000-0000-0000-0000-000000000000" }] : []),
      ...(q ? [{ OR: searched(q) }] : []),
    ],
  };
}

function searched(q: string): Prisma.AuditEntryWhereInput[] {
  return [{ actorName: contains(q) }, { targetName: contains(q) }, { targetId: q }, { address: q }, { requestId: q }];
}

/** Who did what in the workspace, newest first. @throws {AppError} `forbidden`, `invalid_input`, `invalid_cursor` */
export async function listAudit(ctx: WorkspaceContext, filters: AuditFilters = {}): Promise<Page<AuditView>> {
  requirePermission(ctx, "audit:read");
  return readAudit(ctx, filters);
}

/** What operators did, anywhere, and what happened to the instance, newest first. @throws {AppError} as `listAudit` */
export async function listOperatorAudit(ctx: OperatorContext, filters: AuditFilters = {}): Promise<Page<AuditView>> {
  requireOperatorPermission(ctx, "instance:read");
  return readAudit(ctx, filters);
}

async function readAudit(ctx: AuditScope, filters: AuditFilters): Promise<Page<AuditView>> {
  const { cursor, limit, ...selection } = parseInput(AuditFilters, filters);
  const where = auditWhere(ctx, selection);
  const page = await readPage({ cursor, limit }, ({ id, orderBy, take }) =>
    db().auditEntry.findMany({ where: { ...where, id }, orderBy, take }),
  );
  return mapPage(page, auditView);
}
