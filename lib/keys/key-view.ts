import { publicId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

export const KEY_VIEW = {
  id: true,
  kind: true,
  name: true,
  prefix: true,
  last4: true,
  scopes: true,
  integrationId: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
} as const satisfies Prisma.ApiKeySelect;

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof KEY_VIEW }>;

/** A key as people recognise it; the key itself is shown once, when it is made. */
export interface KeyView {
  id: string;
  name: string;
  /** Its first and last characters. */
  prefix: string;
  last4: string;
  scopes: string[];
  integration: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

export function keyView(row: KeyRow): KeyView {
  return {
    id: publicId("key", row.id),
    name: row.name,
    prefix: row.prefix,
    last4: row.last4,
    scopes: row.scopes,
    integration: row.integrationId && publicId("integration", row.integrationId),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
