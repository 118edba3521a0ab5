import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { DELIVERY_STATUS_NAMES } from "#components/deliveries/delivery-status";

/** Time ranges of the deliveries list, in seconds; absent means all that is kept. */
export const RANGES = { "1h": 3_600, "24h": 86_400, "7d": 604_800, "30d": 2_592_000 } as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as Range[];

/** The filters of the deliveries list, as they stand in the URL. */
export const deliverySearchParams = {
  webhook: parseAsString,
  event: parseAsString,
  type: parseAsString,
  status: parseAsStringLiteral(DELIVERY_STATUS_NAMES),
  range: parseAsStringLiteral(RANGE_NAMES),
  q: parseAsString.withDefault(""),
  cursor: parseAsString,
};

/** The delivery whose sheet is open. Apart from the filters, so that opening it does not load the list again. */
export const openDeliveryParam = parseAsString.withOptions({ history: "push" });
export const liveParam = parseAsBoolean.withDefault(false);

export const loadDeliverySearchParams = createLoader(deliverySearchParams);
export type DeliverySearch = Awaited<ReturnType<typeof loadDeliverySearchParams>>;
