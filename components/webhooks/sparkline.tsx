import { BarsPath } from "#components/ui/bars-path";
import { formatNumber } from "#lib/text/plural";

const WIDTH = 96;
const HEIGHT = 22;
const STEP = WIDTH / 24;

interface Attempts {
  succeeded: number;
  failed: number;
}

/** Attempts of the last 24 hours, a bar per hour, failures on top; said in words for those who can't see it. */
export function Sparkline({ hours, className }: { hours: readonly Attempts[]; className?: string }) {
  const peak = Math.max(1, ...hours.map((hour) => hour.succeeded + hour.failed));
  const succeeded = hours.reduce((sum, hour) => sum + hour.succeeded, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const bars = hours.map((hour, index) => {
    const [good, bad] = [scale(hour.succeeded, peak), scale(hour.failed, peak)];
    const bar = (y: number, height: number) =>
      height === 0 ? [] : [{ x: index * STEP + 0.5, y, width: STEP - 1, height }];
    return {
      none: bar(HEIGHT - 1, good + bad === 0 ? 1 : 0),
      good: bar(HEIGHT - good, good),
      bad: bar(HEIGHT - good - bad, bad),
    };
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Last 24 hours: ${formatNumber(succeeded)} succeeded, ${formatNumber(failed)} failed`}
      className={className ?? "h-5.5 w-24"}
    >
      <BarsPath bars={bars.flatMap(({ none }) => none)} className="fill-line-strong" />
      <BarsPath bars={bars.flatMap(({ good }) => good)} className="fill-good-bar" />
      <BarsPath bars={bars.flatMap(({ bad }) => bad)} className="fill-bad-bar" />
    </svg>
  );
}

/** At least a visible sliver for anything above zero. */
const scale = (count: number, peak: number) => (count === 0 ? 0 : Math.max(1.5, (count / peak) * HEIGHT * 0.98));

/** Share of successful attempts in percent, rounded down so that 100 means every one; null without attempts. */
export function successRate(counts: { succeeded24h: number; failed24h: number }): number | null {
  const total = counts.succeeded24h + counts.failed24h;
  return total === 0 ? null : Math.floor((counts.succeeded24h / total) * 1000) / 10;
}
