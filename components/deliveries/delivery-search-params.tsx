import {
  createLoader,
  type inferParserType,
  parseAsBoolean,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { DELIVERY_STATUS_NAMES } from "#components/deliveries/delivery-status";

/** Time ranges of the deliveries list, in seconds; absent means all that is kept. */
export const RANGES = { "1h": 3_600, "24h": 86_400, "7d": 604_800, "30d": 2_592_000 } as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as Range[];

export const RESPONSES = ["2xx", "3xx", "4xx", "5xx", "none"] as const;

/** The filters of the deliveries list, as they stand in the URL. */
export const deliverySearchParams = {
  webhook: parseAsString,
  event: parseAsString,
  type: parseAsString,
  group: parseAsString,
  status: parseAsStringLiteral(DELIVERY_STATUS_NAMES),
  response: parseAsString,
  error: parseAsString,
  tenant: parseAsString,
  range: parseAsStringLiteral(RANGE_NAMES),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  q: parseAsString.withDefault(""),
  cursor: parseAsString,
};

/** The delivery whose sheet is open. Apart from the filters, so that opening it does not load the list again. */
export const openDeliveryParam = parseAsString.withOptions({ history: "push" });
export const liveParam = parseAsBoolean.withDefault(false);

export const loadDeliverySearchParams = createLoader(deliverySearchParams);
export type DeliverySearch = inferParserType<typeof deliverySearchParams>;
export type DeliveryFilterValues = Omit<DeliverySearch, "cursor">;

/**
 * The filters as the deliveries list, its export and its live view take them.
 *
 * @param nowMs what a range such as "last hour" ends at
 */
export function toCriteria(search: DeliveryFilterValues, nowMs: number): Record<string, string> {
  const { webhook, event, type, group, status, response, error, tenant, range, from, to, q } = search;
  const begin = range ? new Date(nowMs - RANGES[range] * 1000) : from;
  const end = range ? null : to;
  return {
    ...(webhook && { webhook }),
    ...(event && { event }),
    ...(type && { type }),
    ...(group && { group }),
    ...(status && { status }),
    ...(response && { responseStatus: response }),
    ...(error && { errorCode: error }),
    ...(tenant && { tenant }),
    ...(begin && { from: begin.toISOString() }),
    ...(end && { to: end.toISOString() }),
    ...(q && { q }),
  };
}

/** The filters as they stand in a link of ours. */
export function toQuery(search: DeliveryFilterValues): Record<string, string | null> {
  const { from, to, ...plain } = search;
  return { ...plain, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
}
