import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";

/** The filters of the events list, as they stand in the URL. */
export const eventSearchParams = {
  type: parseAsString,
  range: parseAsStringLiteral(RANGE_NAMES),
  q: parseAsString.withDefault(""),
  cursor: parseAsString,
};

export const loadEventSearchParams = createLoader(eventSearchParams);
export type EventSearch = Awaited<ReturnType<typeof loadEventSearchParams>>;
