import { ChartFrame, NoData } from "#components/charts/chart-frame";
import type { ChartPoint, WebhookChart } from "#lib/statistics/chart-webhook";
import { CHART_RANGES } from "#lib/statistics/ranges";
import { formatMs } from "#lib/time/format-time";

const HEIGHT = 100;

const LINES = [
  { key: "p50", label: "p50", stroke: "stroke-info-bar", fill: "bg-info-bar", dash: undefined },
  { key: "p95", label: "p95", stroke: "stroke-brass", fill: "bg-brass", dash: "5 3" },
  { key: "p99", label: "p99", stroke: "stroke-ink-muted", fill: "bg-ink-muted", dash: "2 2" },
] as const;

const shown = (ms: number | null) => (ms === null ? "–" : formatMs(ms));

/** How long attempts took: the time that 50, 95 and 99 % of them did not exceed. Lines break where nothing was sent. */
export function LatencyChart({ chart }: { chart: WebhookChart }) {
  const { points, latency } = chart;
  const { label, words } = CHART_RANGES[chart.range];
  const peak = Math.max(1, ...points.map((point) => point.p99 ?? 0));
  const summary = `Time per attempt in ${words}: half took at most ${shown(latency.p50)}, 95 % ${shown(latency.p95)}, 99 % ${shown(latency.p99)}.`;
  return (
    <ChartFrame
      title="Time per attempt"
      begin={label}
      {...(latency.p99 !== null && { top: formatMs(peak) })}
      legend={LINES.map((line) => ({ label: line.label, className: line.fill, value: shown(latency[line.key]) }))}
    >
      {latency.p50 === null && <NoData />}
      <svg
        viewBox={`0 0 ${points.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible"
        role="img"
        aria-label={latency.p50 === null ? `No attempts in ${words}.` : summary}
      >
        {LINES.map(({ key, stroke, dash }) => (
          <path
            key={key}
            d={path(points, key, peak)}
            fill="none"
            strokeWidth={1.75}
            strokeDasharray={dash}
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
            className={stroke}
          />
        ))}
      </svg>
    </ChartFrame>
  );
}

/** A line through the middles of neighbouring points; a point without neighbours is a short dash. */
function path(points: ChartPoint[], key: (typeof LINES)[number]["key"], peak: number): string {
  const parts: string[] = [];
  points.forEach((point, index) => {
    const ms = point[key];
    if (ms === null) return;
    const y = (HEIGHT - (ms / peak) * HEIGHT * 0.97).toFixed(2);
    const follows = (points[index - 1]?.[key] ?? null) !== null;
    const leads = (points[index + 1]?.[key] ?? null) !== null;
    if (follows) parts.push(`L${index + 0.5} ${y}`);
    else parts.push(leads ? `M${index + 0.5} ${y}` : `M${index + 0.2} ${y}L${index + 0.8} ${y}`);
  });
  return parts.join("");
}
