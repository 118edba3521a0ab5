import { publicId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

/** The columns of a workspace that may leave the server. */
export const WORKSPACE_VIEW = {
  id: true,
  slug: true,
  name: true,
  retentionDays: true,
  hidePayloads: true,
  createdAt: true,
  product: { select: { name: true } },
} as const satisfies Prisma.WorkspaceSelect;

/** A workspace as API and UI show it. */
export interface WorkspaceView {
  id: string;
  slug: string;
  name: string;
  /** The product's name. */
  product: string;
  retentionDays: number;
  hidePayloads: boolean;
  createdAt: string;
}

export function workspaceView(row: Prisma.WorkspaceGetPayload<{ select: typeof WORKSPACE_VIEW }>): WorkspaceView {
  return {
    id: publicId("workspace", row.id),
    slug: row.slug,
    name: row.name,
    product: row.product.name,
    retentionDays: row.retentionDays,
    hidePayloads: row.hidePayloads,
    createdAt: row.createdAt.toISOString(),
  };
}
