import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";

const LABELS = { "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" };

/** The choices of a time range select; empty is no bound. */
export const TIME_OPTIONS = [
  { value: "", label: "Any time" },
  ...RANGE_NAMES.map((range) => ({ value: range, label: LABELS[range] })),
];
