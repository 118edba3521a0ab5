"use client";

import { useState } from "react";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { WebhookChart } from "#lib/statistics/chart-webhook";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";

type Points = WebhookChart["points"];

const HEADS = ["From", "Succeeded", "Failed", "p50", "p95", "p99"];
const shown = (ms: number | null) => (ms === null ? "–" : formatMs(ms));

/** The numbers behind the charts, for whoever would rather read them: rendered when they are asked for. */
export function ChartTable({ points }: { points: Points }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded text-xs text-ink-muted hover:text-ink">Show as a table</summary>
      {open && (
        <div className="pt-2">
          <PointTable points={points} />
        </div>
      )}
    </details>
  );
}

/** Newest first. */
function PointTable({ points }: { points: Points }) {
  return (
    <Table label="Attempts over time">
      <thead>
        <tr>
          {HEADS.map((head) => (
            <TableHead key={head} className={head === "From" ? "" : "text-right"}>
              {head}
            </TableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <TableRow key={point.time}>
            <TableCell className="h-8 py-0.5 whitespace-nowrap">
              <RelativeTime date={point.time} />
            </TableCell>
            {[
              formatNumber(point.succeeded),
              formatNumber(point.failed),
              ...[point.p50, point.p95, point.p99].map(shown),
            ].map((text, index) => (
              <TableCell key={HEADS[index + 1]} className="h-8 py-0.5 text-right whitespace-nowrap">
                {text}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
