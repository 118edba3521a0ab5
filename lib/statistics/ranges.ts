const HOUR = 3600;
const DAY = 24 * HOUR;

/** The ranges that charts show, in seconds, each with the length of one of its points. */
export const CHART_RANGES = {
  "1h": { label: "1 h", words: "the last hour", seconds: HOUR, stepSeconds: 120 },
  "24h": { label: "24 h", words: "the last 24 hours", seconds: DAY, stepSeconds: HOUR },
  "7d": { label: "7 d", words: "the last 7 days", seconds: 7 * DAY, stepSeconds: 6 * HOUR },
  "30d": { label: "30 d", words: "the last 30 days", seconds: 30 * DAY, stepSeconds: DAY },
} as const;

export type ChartRange = keyof typeof CHART_RANGES;

/** The range that a URL names; 24 hours for anything else. */
export function chartRange(text: unknown): ChartRange {
  return typeof text === "string" && Object.hasOwn(CHART_RANGES, text) ? (text as ChartRange) : "24h";
}
