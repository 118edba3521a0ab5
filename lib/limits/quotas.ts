import type { Quota } from "#lib/limits/bucket";

const perMinute = (units: number): Quota => ({ units, windowMs: 60_000 });

/**
 * What costs others something or shows a secret, and how often: by one key or person, and in a workspace altogether.
 * Far above what people and sane programs do; they end loops. Publishing has its own setting (`POSTHORN_PUBLISH_RATE`).
 */
export const QUOTAS = {
  /** Test events. */
  test: { actor: perMinute(60), workspace: perMinute(240) },
  /** Deliveries sent again one by one. */
  replay: { actor: perMinute(600), workspace: perMinute(1200) },
  /** Bulk replays. */
  "bulk-replay": { actor: perMinute(60), workspace: perMinute(120) },
  /** Requests to the flat management API (lib/flat-api/). */
  flat: { actor: perMinute(300), workspace: perMinute(600) },
  /** Secrets shown, or tried on a request. */
  reveal: { actor: perMinute(60), workspace: perMinute(240) },
  /** Secrets replaced. A single webhook allows less (lib/webhooks/rotate-secret.ts). */
  rotate: { actor: perMinute(60), workspace: perMinute(240) },
  /** Invitations, each of which may be a mail to a stranger, and members that operators add without one. */
  invite: { actor: perMinute(20), workspace: perMinute(40) },
} as const satisfies Record<string, { actor: Quota; workspace: Quota }>;

export type QuotaName = keyof typeof QUOTAS;
