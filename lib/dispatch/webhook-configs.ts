import "server-only";
import { headersAad, open, openDataKey, SealError, secretAad } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import type { ClaimedDelivery } from "#lib/dispatch/claim";
import { log } from "#lib/log";
import { Profile, RetrySchedule, SignatureConfigs } from "#lib/profiles/profile-schema";
import type { Secret } from "#lib/signing/sign";
import type { SecretKind } from "#prisma/client";

/** What an attempt needs to know of its webhook. Holds opened secrets: never leaves the dispatcher. */
export interface WebhookConfig {
  id: string;
  version: number;
  url: string;
  headers: [name: string, value: string][];
  /** Newest first. */
  secrets: (Secret & { expiresAt: Date | null })[];
  signature: SignatureConfigs | null;
  retrySchedule: RetrySchedule | null;
  timeoutMs: number | null;
  rateLimit: number | null;
  maxInFlight: number;
  ordered: boolean;
  shard: number;
  /** Why its secrets can't be opened: every attempt fails with this, and nothing is sent. */
  problem: string | null;
}

const CACHE_MAX = 20_000;
const cache = new Map<string, WebhookConfig>();
const profiles = new Map<string, Profile>();

/**
 * The configurations of the claimed deliveries' webhooks. They are cached by version, which the claim has just read,
 * so an edited URL or a rotated secret is used by the very next attempt.
 */
export async function loadWebhookConfigs(deliveries: readonly ClaimedDelivery[]): Promise<Map<string, WebhookConfig>> {
  const found = new Map<string, WebhookConfig>();
  const missing = new Set<string>();
  for (const { webhookId, webhookVersion } of deliveries) {
    const known = cache.get(webhookId);
    if (known?.version === webhookVersion) found.set(webhookId, known);
    else missing.add(webhookId);
  }
  if (missing.size > 0) {
    if (cache.size + missing.size > CACHE_MAX) cache.clear();
    for (const config of await readConfigs([...missing])) {
      // A missing key may be there at the next look.
      if (config.problem === null) cache.set(config.id, config);
      found.set(config.id, config);
    }
  }
  return found;
}

/** The profile versions of the claimed deliveries. They are immutable, so they are kept for good. */
export async function loadProfiles(deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, Profile>> {
  const missing = new Set(deliveries.map(({ profileId }) => profileId).filter((id) => !profiles.has(id)));
  if (missing.size > 0) {
    const rows = await db().profile.findMany({ where: { id: { in: [...missing] } } });
    for (const row of rows) profiles.set(row.id, Profile.parse(row.config));
  }
  return profiles;
}

async function readConfigs(ids: string[]): Promise<WebhookConfig[]> {
  const rows = await db().webhook.findMany({
    where: { id: { in: ids } },
    include: {
      workspace: { select: { dataKey: true } },
      secrets: { where: { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }, orderBy: { id: "desc" } },
    },
  });
  return rows.map(
    (row): WebhookConfig => ({
      ...openSealed(row),
      id: row.id,
      version: row.version,
      url: row.url,
      signature: row.signature === null ? null : SignatureConfigs.parse(row.signature),
      retrySchedule: row.retrySchedule === null ? null : RetrySchedule.parse(row.retrySchedule),
      timeoutMs: row.timeoutMs,
      rateLimit: row.rateLimit,
      maxInFlight: row.maxInFlight,
      ordered: row.ordered,
      shard: row.shard,
    }),
  );
}

interface SealedRow {
  id: string;
  workspaceId: string;
  workspace: { dataKey: Uint8Array };
  headersSealed: Uint8Array | null;
  secrets: { id: string; kind: SecretKind; sealed: Uint8Array; expiresAt: Date | null }[];
}

/** Fails closed, and for this webhook alone: the others of its shard have keys that work. */
function openSealed(row: SealedRow): Pick<WebhookConfig, "headers" | "secrets" | "problem"> {
  try {
    const keys = [openDataKey(row.workspaceId, row.workspace.dataKey)];
    return {
      headers: row.headersSealed
        ? Object.entries<string>(JSON.parse(open(keys, row.headersSealed, headersAad(row.id)).toString()))
        : [],
      secrets: row.secrets.map((secret) => ({
        kind: secret.kind,
        text: open(keys, secret.sealed, secretAad(row.id, secret.id)).toString(),
        expiresAt: secret.expiresAt,
      })),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log().error({ webhookId: row.id, reason: error.message }, "a webhook's secrets can't be opened");
    return { headers: [], secrets: [], problem: "This instance can't open the webhook's secret. Ask its operator." };
  }
}
