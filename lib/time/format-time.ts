const exact = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  timeZoneName: "short",
});

/** Day, time to the millisecond and zone, e.g. `20 Nov 2026, 14:02:11.482 CET`. `time` in ms since 1970. */
export function formatExact(time: number): string {
  return Number.isFinite(time) ? exact.format(time) : "unknown time";
}

/** `time` as seen from `now` (both ms since 1970), in one unit: `12 s ago`, `in 3 min`, `5 d ago`, `just now`. */
export function formatRelative(time: number, now: number): string {
  if (!Number.isFinite(time)) return "unknown time";
  const seconds = Math.round((time - now) / 1000);
  if (Math.abs(seconds) < 2) return seconds > 0 ? "now" : "just now";
  const amount = formatSeconds(Math.abs(seconds));
  return seconds < 0 ? `${amount} ago` : `in ${amount}`;
}

/** A duration rounded down to its largest unit: `45 s`, `12 min`, `3 h`, `9 d`. */
function formatSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.floor(seconds)} s`;
  if (seconds < 5400) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Milliseconds as people read them: `0.4 ms`, `38 ms`, `1.24 s`. */
export function formatMs(ms: number): string {
  if (ms < 0.05) return "< 0.1 ms";
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(2)} s`;
}
