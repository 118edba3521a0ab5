import { ChartFrame, NoData } from "#components/charts/chart-frame";
import { BarsPath, barOutline } from "#components/ui/bars-path";
import type { WebhookChart } from "#lib/statistics/chart-webhook";
import { CHART_RANGES } from "#lib/statistics/ranges";
import { formatNumber } from "#lib/text/plural";
import { formatRelative } from "#lib/time/format-time";

const STEP = 100;
const HEIGHT = 1000;
const GAP = 16;

/** Attempts by outcome, a bar per point, failures on top. */
export function OutcomeChart({ chart, nowMs }: { chart: WebhookChart; nowMs: number }) {
  const { points, succeeded, failed } = chart;
  const { label, words } = CHART_RANGES[chart.range];
  const peak = Math.max(1, ...points.map((point) => point.succeeded + point.failed));
  const summary = `Attempts in ${words}: ${formatNumber(succeeded)} succeeded, ${formatNumber(failed)} failed.`;
  let [good, bad] = ["", ""];
  for (const [index, point] of points.entries()) {
    const [tallGood, tallBad] = [height(point.succeeded, peak), height(point.failed, peak)];
    const bar = (y: number, tall: number) => barOutline(index * STEP + GAP / 2, y, STEP - GAP, tall);
    if (tallGood > 0) good += bar(HEIGHT - tallGood, tallGood);
    if (tallBad > 0) bad += bar(HEIGHT - tallGood - tallBad, tallBad);
  }
  return (
    <ChartFrame
      title="Attempts by outcome"
      begin={label}
      {...(succeeded + failed > 0 && { top: formatNumber(peak) })}
      legend={[
        { label: "Succeeded", className: "bg-good-bar", value: formatNumber(succeeded) },
        { label: "Failed", className: "bg-bad-bar", value: formatNumber(failed) },
      ]}
    >
      {succeeded + failed === 0 && <NoData />}
      <svg
        viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
        role="img"
        aria-label={summary}
      >
        {points.map((point, index) => (
          <rect
            key={point.time}
            x={index * STEP}
            width={STEP}
            height={HEIGHT}
            className="fill-transparent hover:fill-hover"
          >
            <title>
              {`${formatRelative(Date.parse(point.time), nowMs)}: ${formatNumber(point.succeeded)} succeeded, ${formatNumber(point.failed)} failed`}
            </title>
          </rect>
        ))}
        <BarsPath d={good} className="pointer-events-none fill-good-bar" />
        <BarsPath d={bad} className="pointer-events-none fill-bad-bar" />
      </svg>
    </ChartFrame>
  );
}

/** At least a visible sliver for anything above zero. */
const height = (count: number, peak: number) => (count === 0 ? 0 : Math.max(20, (count / peak) * HEIGHT * 0.97));
