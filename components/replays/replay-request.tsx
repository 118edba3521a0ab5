import type { inferParserType } from "nuqs/server";
import type { deliverySearchParams } from "#components/deliveries/delivery-search-params";
import { RANGES, type Range } from "#components/deliveries/delivery-search-params";
import { DELIVERY_LOOKS } from "#components/deliveries/delivery-status";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import type { ReplayInput } from "#lib/replays/replay-schema";

type Filters = Omit<inferParserType<typeof deliverySearchParams>, "cursor">;

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
  const { status, type, event, q } = filters;
  if (status === "pending") return null;
  return {
    webhookId: filters.webhook,
    input: {
      ...common,
      kind: "matching",
      status: status ?? "any",
      since: filters.range ? ago(filters.range, nowMs) : ALWAYS,
      ...(type && { type }),
      ...(event && { event }),
      ...(q && { q }),
    },
  };
}

/** Whether some of what is sent had been received: whoever presses the button should know. */
export function repeatsSuccesses({ input }: ReplayRequest): boolean {
  return input.kind === "matching" && (input.status === "any" || input.status === "succeeded");
}

/** The filters in words, e.g. `Failed, invoice.paid, last 24 hours`. */
export function describeFilters(filters: Filters, webhookName: string | undefined): string {
  const time = TIME_OPTIONS.find(({ value }) => value === (filters.range ?? ""))?.label;
  const parts = [
    filters.status ? DELIVERY_LOOKS[filters.status].label : "Any status",
    webhookName,
    filters.type,
    filters.event,
    filters.q && `“${filters.q}”`,
    time?.toLowerCase(),
  ];
  return parts.filter(Boolean).join(", ");
}
