import { publicId } from "#lib/ids";
import { isLimited, keyRole } from "#lib/keys/key-role";
import type { Prisma, Role } from "#prisma/client";

export const KEY_VIEW = {
  id: true,
  kind: true,
  name: true,
  prefix: true,
  last4: true,
  scopes: true,
  workspaceId: true,
  productId: true,
  integrationId: true,
  createdById: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
  replacedById: true,
} as const satisfies Prisma.ApiKeySelect;

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof KEY_VIEW }>;

/** Whether a key opens anything at all. */
export function isUsable({ revokedAt, expiresAt }: Pick<KeyRow, "revokedAt" | "expiresAt">, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

/** What every kind of key has, as people recognise it; the key itself is shown once, when it is made. */
interface AnyKeyView {
  id: string;
  name: string;
  /** Its first and last characters. */
  prefix: string;
  last4: string;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  /** The key that a rotation put in its place; this one works until it expires. */
  replacedBy: string | null;
}

/** An API key of a workspace. */
export interface KeyView extends AnyKeyView {
  scopes: string[];
  integration: string | null;
  /** Null when no person made it, or when they have no account any more. Their role is null once they have left. */
  createdBy: { id: string; name: string; role: Role | null } | null;
  /** The role that keeps it from using all of its scopes, because its maker was demoted or has left. */
  limitedTo: Role | null;
}

/** A product's publish key. */
export interface PublishKeyView extends AnyKeyView {
  product: string;
  createdBy: { id: string; name: string } | null;
}

/** An operator key. It opens nothing once whoever made it no longer operates this instance. */
export interface OperatorKeyView extends AnyKeyView {
  scopes: string[];
  createdBy: { id: string; name: string; isOperator: boolean } | null;
}

/** Who made a key: with their role in its workspace, if it belongs to one and they to it. */
export interface Maker {
  id: string;
  name: string;
  isOperator: boolean;
  role: Role | null;
}

function anyKeyView(row: KeyRow): AnyKeyView {
  return {
    id: publicId("key", row.id),
    name: row.name,
    prefix: row.prefix,
    last4: row.last4,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    replacedBy: row.replacedById && publicId("key", row.replacedById),
  };
}

export function keyView(row: KeyRow, maker: Maker | null): KeyView {
  const role = keyRole(row.createdById, maker?.role ?? null);
  return {
    ...anyKeyView(row),
    scopes: row.scopes,
    integration: row.integrationId && publicId("integration", row.integrationId),
    createdBy: maker && { id: maker.id, name: maker.name, role: maker.role },
    limitedTo: isLimited(row.scopes, role) ? role : null,
  };
}

export function publishKeyView(row: KeyRow, maker: Maker | null): PublishKeyView {
  return {
    ...anyKeyView(row),
    product: publicId("product", row.productId ?? ""),
    createdBy: maker && { id: maker.id, name: maker.name },
  };
}

export function operatorKeyView(row: KeyRow, maker: Maker | null): OperatorKeyView {
  return {
    ...anyKeyView(row),
    scopes: row.scopes,
    createdBy: maker && { id: maker.id, name: maker.name, isOperator: maker.isOperator },
  };
}
