import { ChartFrame, NoData } from "#components/charts/chart-frame";
import type { WebhookChart } from "#lib/statistics/chart-webhook";
import { CHART_RANGES } from "#lib/statistics/ranges";
import { formatNumber } from "#lib/text/plural";
import { formatRelative } from "#lib/time/format-time";

const HEIGHT = 100;
const GAP = 0.16;

/** Attempts by outcome, a bar per point, failures on top. */
export function OutcomeChart({ chart, nowMs }: { chart: WebhookChart; nowMs: number }) {
  const { points, succeeded, failed } = chart;
  const { label, words } = CHART_RANGES[chart.range];
  const peak = Math.max(1, ...points.map((point) => point.succeeded + point.failed));
  const summary = `Attempts in ${words}: ${formatNumber(succeeded)} succeeded, ${formatNumber(failed)} failed.`;
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
        viewBox={`0 0 ${points.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
        role="img"
        aria-label={summary}
      >
        {points.map((point, index) => {
          const good = height(point.succeeded, peak);
          const bad = height(point.failed, peak);
          const box = { x: index + GAP / 2, width: 1 - GAP };
          return (
            <g key={point.time} className="group">
              <title>
                {`${formatRelative(Date.parse(point.time), nowMs)}: ${formatNumber(point.succeeded)} succeeded, ${formatNumber(point.failed)} failed`}
              </title>
              <rect x={index} width={1} y={0} height={HEIGHT} className="fill-transparent group-hover:fill-hover" />
              <rect {...box} y={HEIGHT - good} height={good} className="fill-good-bar" />
              <rect {...box} y={HEIGHT - good - bad} height={bad} className="fill-bad-bar" />
            </g>
          );
        })}
      </svg>
    </ChartFrame>
  );
}

/** At least a visible sliver for anything above zero. */
const height = (count: number, peak: number) => (count === 0 ? 0 : Math.max(2, (count / peak) * HEIGHT * 0.97));
