"use client";

import Link from "next/link";
import { ChartTable } from "#components/charts/chart-table";
import { ErrorChart } from "#components/charts/error-chart";
import { LatencyChart } from "#components/charts/latency-chart";
import { OutcomeChart } from "#components/charts/outcome-chart";
import { Skeleton } from "#components/ui/skeleton";
import { cn } from "#lib/class-names";
import { withQuery } from "#lib/dashboard-paths";
import type { WebhookChart } from "#lib/statistics/chart-webhook";
import { CHART_RANGES, type ChartRange } from "#lib/statistics/ranges";

/** The heading over the charts, with a link per range. */
export function ChartRanges({ path, range }: { path: string; range: ChartRange }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <h2 id="charts" className="font-semibold">
        Over time
      </h2>
      <nav aria-label="Range of the charts" className="flex rounded-md border bg-surface p-0.5">
        {(Object.keys(CHART_RANGES) as ChartRange[]).map((name) => (
          <Link
            key={name}
            href={withQuery(path, { range: name })}
            scroll={false}
            aria-current={name === range ? "true" : undefined}
            className={cn(
              "rounded px-2.5 py-0.5 text-xs text-ink-soft hover:text-ink",
              name === range && "bg-hover font-medium text-ink",
            )}
          >
            {CHART_RANGES[name].label}
          </Link>
        ))}
      </nav>
    </div>
  );
}

const GRID = "grid gap-4 lg:grid-cols-2 xl:grid-cols-3";

/** How a webhook's attempts went over a range of time. */
export function WebhookCharts({ chart, logsPath, nowMs }: { chart: WebhookChart; logsPath: string; nowMs: number }) {
  const hrefOf = (code: string) => withQuery(logsPath, { error: code, range: chart.range });
  return (
    <div className="grid gap-3">
      <div className={GRID}>
        <OutcomeChart chart={chart} nowMs={nowMs} />
        <LatencyChart chart={chart} />
        <ErrorChart chart={chart} hrefOf={hrefOf} />
      </div>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <ChartTable points={chart.points} />
        {chart.range === "1h" && (
          <p className="text-xs text-ink-muted">
            Attempts of the deliveries created in the last hour{chart.isPartial && ", of which the newest 5,000"}.
          </p>
        )}
      </div>
    </div>
  );
}

export function WebhookChartsSkeleton() {
  return (
    <div className={GRID} role="status" aria-label="Loading the charts">
      {["outcomes", "latency", "errors"].map((name) => (
        <div key={name} className="panel h-54 p-4">
          <Skeleton className="w-32" />
        </div>
      ))}
      <div className="h-4.5" />
    </div>
  );
}
