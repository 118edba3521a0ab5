import {
  type DeliveryFilterValues as Filters,
  RANGES,
  type Range,
  toCriteria,
} from "#components/deliveries/delivery-search-params";
import { DELIVERY_LOOKS } from "#components/deliveries/delivery-status";
import { errorTitle } from "#components/deliveries/error-info";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import type { ReplayInput } from "#lib/replays/replay-schema";

/** What the dialog offers. */
export type Choice = "matching" | "failed" | "missing";

export interface Draft {
  choice: Choice;
  /** How far back, for what failed and what is missing. */
  range: Range;
  /** The webhook that misses events. */
  webhook: string | null;
  ratePerSecond: number;
}

export interface ReplayRequest {
  webhookId: string | null;
  input: ReplayInput;
}

const ALWAYS = new Date(0).toISOString();
const ago = (range: Range, nowMs: number) => new Date(nowMs - RANGES[range] * 1000).toISOString();

/**
 * The request that a draft means under the filters of the page, or null while it means none.
 *
 * @param nowMs when the dialog was opened, so that the preview and the replay mean the same
 */
export function toRequest(draft: Draft, filters: Filters, nowMs: number): ReplayRequest | null {
  const { choice, range, ratePerSecond } = draft;
  const common = { ratePerSecond, until: new Date(nowMs).toISOString() };
  if (choice === "missing") {
    if (!draft.webhook) return null;
    return { webhookId: draft.webhook, input: { ...common, kind: "missing", since: ago(range, nowMs) } };
  }
  if (choice === "failed") {
    const input: ReplayInput = { ...common, kind: "matching", status: "failed", since: ago(range, nowMs) };
    return { webhookId: filters.webhook, input };
  }
  if (filters.status === "pending") return null;
  const { webhook, status: _, from, to, ...rest } = toCriteria(filters, nowMs);
  return {
    webhookId: filters.webhook,
    input: {
      ...rest,
      ...common,
      kind: "matching",
      status: filters.status ?? "any",
      since: from ?? ALWAYS,
      until: to !== undefined && Date.parse(to) < nowMs ? to : common.until,
    },
  };
}

/** Whether some of what is sent had been received: whoever presses the button should know. */
export function repeatsSuccesses({ input }: ReplayRequest): boolean {
  return input.kind === "matching" && (input.status === "any" || input.status === "succeeded");
}

/** The filters in words, e.g. `Failed, invoice.paid, last 24 hours`. */
export function describeFilters(filters: Filters, webhookName: string | undefined): string {
  const { from, to, range } = filters;
  const time =
    !range && (from || to) ? "custom time range" : TIME_OPTIONS.find(({ value }) => value === (range ?? ""))?.label;
  const parts = [
    filters.status ? DELIVERY_LOOKS[filters.status].label : "Any status",
    webhookName,
    filters.group && `all ${filters.group} events`,
    filters.type,
    filters.response && `answered ${filters.response}`,
    errorTitle(filters.error),
    filters.tenant && `tenant ${filters.tenant}`,
    filters.event,
    filters.q && `“${filters.q}”`,
    time?.toLowerCase(),
  ];
  return parts.filter(Boolean).join(", ");
}
