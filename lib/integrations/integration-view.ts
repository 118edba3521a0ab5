import { publicId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

export const INTEGRATION_VIEW = {
  id: true,
  name: true,
  description: true,
  createdAt: true,
  _count: { select: { keys: { where: { revokedAt: null } }, webhooks: { where: { deletedAt: null } } } },
} as const satisfies Prisma.IntegrationSelect;

export interface IntegrationView {
  id: string;
  name: string;
  description: string;
  /** Keys that still work, and webhooks that belong to it. */
  keyCount: number;
  webhookCount: number;
  createdAt: string;
}

export function integrationView(
  row: Prisma.IntegrationGetPayload<{ select: typeof INTEGRATION_VIEW }>,
): IntegrationView {
  return {
    id: publicId("integration", row.id),
    name: row.name,
    description: row.description,
    keyCount: row._count.keys,
    webhookCount: row._count.webhooks,
    createdAt: row.createdAt.toISOString(),
  };
}
