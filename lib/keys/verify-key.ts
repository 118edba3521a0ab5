import "server-only";
import { timingSafeEqual } from "node:crypto";
import { db } from "#lib/database/client";
import { tokenHash, tokenKind } from "#lib/keys/token";
import type { Prisma } from "#prisma/client";

const VERIFIED_KEY = {
  id: true,
  kind: true,
  name: true,
  hash: true,
  scopes: true,
  productId: true,
  integrationId: true,
  createdById: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
  workspace: {
    select: {
      id: true,
      slug: true,
      name: true,
      productId: true,
      hidePayloads: true,
      suspendedAt: true,
      suspendedReason: true,
    },
  },
} as const satisfies Prisma.ApiKeySelect;

export type VerifiedKey = Prisma.ApiKeyGetPayload<{ select: typeof VERIFIED_KEY }>;

const CACHE_MS = 5000;
const CACHE_MAX = 1000;
const LAST_USED_MS = 60_000;

/** Publish keys by hash. A revoked one is refused at the latest five seconds after its revocation. */
const publishKeys = new Map<string, { key: VerifiedKey; until: number }>();

/**
 * The valid key behind a token, or null when it is unknown, mistyped, revoked or expired. Publish keys are remembered
 * for five seconds, since thousands of requests a second carry the same one; all others are looked up every time.
 */
export async function verifyKey(token: string, now = Date.now()): Promise<VerifiedKey | null> {
  const kind = tokenKind(token);
  if (!kind) return null;
  const hash = tokenHash(token);
  const cacheKey = hash.toString("base64");
  const cached = publishKeys.get(cacheKey);
  if (cached && cached.until > now) return isUsable(cached.key, now) ? cached.key : null;

  const key = await db().apiKey.findUnique({ where: { hash }, select: VERIFIED_KEY });
  if (!key || !timingSafeEqual(key.hash, hash) || key.kind !== kind || !isUsable(key, now)) {
    publishKeys.delete(cacheKey);
    return null;
  }
  if (kind === "publish") {
    if (publishKeys.size >= CACHE_MAX) publishKeys.clear();
    publishKeys.set(cacheKey, { key, until: now + CACHE_MS });
  }
  await touch(key, now);
  return key;
}

function isUsable(key: VerifiedKey, now: number): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt.getTime() > now);
}

/** Written at most once a minute per key, and by one of many requests at once. */
async function touch(key: VerifiedKey, now: number): Promise<void> {
  const before = new Date(now - LAST_USED_MS);
  if (key.lastUsedAt && key.lastUsedAt > before) return;
  await db().apiKey.updateMany({
    where: { id: key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: new Date(now) },
  });
}
