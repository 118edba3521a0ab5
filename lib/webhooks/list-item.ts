import { failureTitle } from "#lib/attempts/error-codes";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** What the list of webhooks shows of one. A page carries 25 of them to the browser, and the whole view is six times as long. */
export interface WebhookListItem extends Pick<WebhookView, "id" | "name" | "url" | "eventTypes" | "status"> {
  tenant: string | null;
  /** Only of an active one: since when nothing but failures, and what the last one was, as a sentence without a full stop. */
  failing: { since: string; reason: string } | null;
  /** Only of a disabled webhook: since when, and why. */
  disabled: { since: string; reason: string | null } | null;
  lastAttemptAt: string | null;
  /** Attempts of the last 24 hours, succeeded and failed, oldest hour first. */
  hours: [succeeded: number, failed: number][];
  succeeded24h: number;
  failed24h: number;
  p95Ms: number | null;
  pending: number;
  held: number;
}

export function webhookListItem({ counts, health, ...view }: WebhookView): WebhookListItem {
  const { id, name, url, eventTypes, status, tenant, statusSince, statusReason } = view;
  const times = [health?.lastSuccessAt, health?.lastFailureAt].filter((time) => time != null).sort();
  return {
    id,
    name,
    url,
    eventTypes,
    status,
    tenant,
    failing: status === "active" ? failing(health) : null,
    disabled: status === "disabled" ? { since: statusSince, reason: statusReason } : null,
    lastAttemptAt: times.at(-1) ?? null,
    hours: counts?.hours.map(({ succeeded, failed }) => [succeeded, failed]) ?? [],
    succeeded24h: counts?.succeeded24h ?? 0,
    failed24h: counts?.failed24h ?? 0,
    p95Ms: counts?.p95Ms24h ?? null,
    pending: counts?.pending ?? 0,
    held: counts?.held ?? 0,
  };
}

function failing(health: WebhookView["health"]): WebhookListItem["failing"] {
  if (!health?.failingSince) return null;
  return { since: health.failingSince, reason: failureTitle(health.lastErrorCode, health.lastResponseStatus) };
}
