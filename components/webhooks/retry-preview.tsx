import { attemptTimes } from "#lib/deliveries/retry-policy";
import { RetrySchedule } from "#lib/profiles/profile-schema";
import { durationWords } from "#lib/time/duration-text";

/** More than anybody reads; the rest is counted. */
const SHOWN = 12;
const COUNTED = 1000;

/** What a schedule means: when a delivery that only fails is attempted, and when it is given up. Nothing for a bad one. */
export function RetryPreview({ schedule }: { schedule: RetrySchedule }) {
  const parsed = RetrySchedule.safeParse(schedule);
  if (!parsed.success) return null;
  const times = attemptTimes(parsed.data, COUNTED);
  const last = times.at(-1) ?? 0;
  const more = times.length >= COUNTED;
  const shown = times.slice(1, SHOWN).map(durationWords);
  return (
    <p role="status" className="rounded-lg bg-sunken px-3 py-2 text-xs text-ink-soft">
      {shown.length === 0 ? (
        "One attempt at once and no retry: a failure is final."
      ) : (
        <>
          Attempts at once, and after <span className="text-ink">{shown.join(", ")}</span>
          {times.length > SHOWN && ` and ${more ? "more than " : ""}${times.length - SHOWN} more`}. Gives up{" "}
          {more ? "later" : `when attempt ${times.length} fails, about ${durationWords(last)} after the first`}.
        </>
      )}
    </p>
  );
}
