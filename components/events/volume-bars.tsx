import { BarsPath } from "#components/ui/bars-path";
import { formatNumber } from "#lib/text/plural";

const WIDTH = 120;
const HEIGHT = 24;

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
  // At least a visible sliver for anything above zero.
  const height = (count: number) => Math.max(2, (count / peak) * HEIGHT);
  const bar = (index: number, tall: number) => [
    { x: index * step + 0.5, y: HEIGHT - tall, width: step - 1, height: tall },
  ];
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Last ${days.length} days: ${formatNumber(total)} accepted`}
      className={className ?? "h-6 w-30"}
    >
      <BarsPath
        bars={days.flatMap(({ count }, index) => (count === 0 ? bar(index, 1) : []))}
        className="fill-line-strong"
      />
      <BarsPath
        bars={days.flatMap(({ count }, index) => (count === 0 ? [] : bar(index, height(count))))}
        className="fill-accent"
      />
    </svg>
  );
}
