import { publicId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

/** What a view is made of. @param now when keys must still work to be counted */
export function integrationSelect(now: Date) {
  return {
    id: true,
    name: true,
    description: true,
    createdAt: true,
    createdById: true,
    _count: {
      select: {
        keys: { where: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] } },
        webhooks: { where: { deletedAt: null } },
      },
    },
    keys: {
      where: { lastUsedAt: { not: null } },
      orderBy: { lastUsedAt: "desc" },
      take: 1,
      select: { lastUsedAt: true },
    },
  } as const satisfies Prisma.IntegrationSelect;
}

export type IntegrationRow = Prisma.IntegrationGetPayload<{ select: ReturnType<typeof integrationSelect> }>;

export interface IntegrationView {
  id: string;
  name: string;
  description: string;
  /** Keys that still work, and webhooks that belong to it. */
  keyCount: number;
  webhookCount: number;
  /** When one of its keys was used last. */
  lastUsedAt: string | null;
  /** Null when a program made it, or when they have no account any more. */
  createdBy: { id: string; name: string } | null;
  createdAt: string;
}

/** @param creator the name of whoever made it */
export function integrationView(row: IntegrationRow, creator: string | null): IntegrationView {
  return {
    id: publicId("integration", row.id),
    name: row.name,
    description: row.description,
    keyCount: row._count.keys,
    webhookCount: row._count.webhooks,
    lastUsedAt: row.keys[0]?.lastUsedAt?.toISOString() ?? null,
    createdBy: row.createdById && creator !== null ? { id: publicId("user", row.createdById), name: creator } : null,
    createdAt: row.createdAt.toISOString(),
  };
}
