import { parseCronItem } from "graphile-worker";

const MINUTE_MS = 60_000;
/** 29 February comes every fourth year. */
const LOOK_AHEAD_MS = 5 * 366 * 86_400_000;

/** The first time after `now` that a five-field schedule in UTC names; null when there is none. */
export function nextCronTime(cron: string, now: Date): Date | null {
  const { match } = parseCronItem({ task: "cron", match: cron, identifier: "next" });
  const matches = (time: number) => {
    const at = new Date(time);
    return match({
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    });
  };
  const first = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  // Minute by minute: most schedules have one within the hour, and one per year is still found in some milliseconds.
  for (let time = first; time < first + LOOK_AHEAD_MS; time += MINUTE_MS) {
    if (matches(time)) return new Date(time);
  }
  return null;
}
