import { BarsPath, barOutline } from "#components/ui/bars-path";
import { formatNumber } from "#lib/text/plural";

/** In tenths of a pixel. */
const WIDTH = 960;
const HEIGHT = 220;
const STEP = WIDTH / 24;
const GAP = 10;

/** Attempts of the last 24 hours, a bar per hour, failures on top; said in words for those who can't see it. */
export function Sparkline({
  hours,
  className,
}: {
  hours: readonly (readonly [succeeded: number, failed: number])[];
  className?: string;
}) {
  const peak = Math.max(1, ...hours.map(([succeeded, failed]) => succeeded + failed));
  let [succeeded, failed] = [0, 0];
  let [none, good, bad] = ["", "", ""];
  for (const [index, [ofGood, ofBad]] of hours.entries()) {
    succeeded += ofGood;
    failed += ofBad;
    const [tallGood, tallBad] = [scale(ofGood, peak), scale(ofBad, peak)];
    const bar = (y: number, height: number) => barOutline(index * STEP + GAP / 2, y, STEP - GAP, height);
    if (ofGood + ofBad === 0) none += bar(HEIGHT - 10, 10);
    if (ofGood > 0) good += bar(HEIGHT - tallGood, tallGood);
    if (ofBad > 0) bad += bar(HEIGHT - tallGood - tallBad, tallBad);
  }
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Last 24 hours: ${formatNumber(succeeded)} succeeded, ${formatNumber(failed)} failed`}
      className={className ?? "h-5.5 w-24"}
    >
      <BarsPath d={none} className="fill-line-strong" />
      <BarsPath d={good} className="fill-good-bar" />
      <BarsPath d={bad} className="fill-bad-bar" />
    </svg>
  );
}

/** At least a visible sliver for anything above zero. */
const scale = (count: number, peak: number) => (count === 0 ? 0 : Math.max(15, (count / peak) * HEIGHT * 0.98));

/** Share of successful attempts in percent, rounded down so that 100 means every one; null without attempts. */
export function successRate({ succeeded, failed }: { succeeded: number; failed: number }): number | null {
  const total = succeeded + failed;
  return total === 0 ? null : Math.floor((succeeded / total) * 1000) / 10;
}
