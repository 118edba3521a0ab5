import { BarsPath, barOutline } from "#components/ui/bars-path";
import { formatNumber } from "#lib/text/plural";

/** In tenths of a pixel. */
const WIDTH = 1200;
const HEIGHT = 240;
const GAP = 10;

/** How many events there were per 24 hours, a bar each; said in words for those who can't see it. */
export function VolumeBars({
  days,
  className,
}: {
  days: readonly { from: string; count: number }[];
  className?: string;
}) {
  const peak = Math.max(1, ...days.map(({ count }) => count));
  const total = days.reduce((sum, { count }) => sum + count, 0);
  const step = WIDTH / days.length;
  const width = Math.round(step - GAP);
  let [none, some] = ["", ""];
  for (const [index, { count }] of days.entries()) {
    // At least a visible sliver for anything above zero.
    const height = count === 0 ? 10 : Math.max(20, (count / peak) * HEIGHT);
    const outline = barOutline(index * step + GAP / 2, HEIGHT - height, width, height);
    if (count === 0) none += outline;
    else some += outline;
  }
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Last ${days.length} days: ${formatNumber(total)} accepted`}
      className={className ?? "h-6 w-30"}
    >
      <BarsPath d={none} className="fill-line-strong" />
      <BarsPath d={some} className="fill-accent" />
    </svg>
  );
}
