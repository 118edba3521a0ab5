import { publicId } from "#lib/ids";
import type { WORKSPACE_STATUSES } from "#lib/workspaces/workspace-input";
import type { Prisma } from "#prisma/client";

/** The columns of a workspace that operators may see. Nothing of what its events say is among them. */
export const OPERATED_VIEW = {
  id: true,
  slug: true,
  name: true,
  retentionDays: true,
  hidePayloads: true,
  suspendedAt: true,
  suspendedReason: true,
  createdAt: true,
  product: { select: { id: true, slug: true, name: true } },
  _count: { select: { members: true, webhooks: { where: { deletedAt: null } } } },
} as const satisfies Prisma.WorkspaceSelect;

export type OperatedRow = Prisma.WorkspaceGetPayload<{ select: typeof OPERATED_VIEW }>;

/** A workspace as whoever operates the instance sees it. */
export interface OperatedWorkspace {
  id: string;
  slug: string;
  name: string;
  product: { id: string; slug: string; name: string };
  status: (typeof WORKSPACE_STATUSES)[number];
  suspendedAt: string | null;
  /** Why, in a sentence for its members. */
  suspendedReason: string | null;
  retentionDays: number;
  hidePayloads: boolean;
  memberCount: number;
  webhookCount: number;
  /** When its newest event was accepted. */
  lastEventAt: string | null;
  createdAt: string;
}

export function operatedView(row: OperatedRow, lastEventAt: Date | null): OperatedWorkspace {
  return {
    id: publicId("workspace", row.id),
    slug: row.slug,
    name: row.name,
    product: { ...row.product, id: publicId("product", row.product.id) },
    status: row.suspendedAt ? "suspended" : "active",
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    suspendedReason: row.suspendedReason,
    retentionDays: row.retentionDays,
    hidePayloads: row.hidePayloads,
    memberCount: row._count.members,
    webhookCount: row._count.webhooks,
    lastEventAt: lastEventAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
