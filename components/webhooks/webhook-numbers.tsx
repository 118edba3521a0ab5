import { NumbersChart } from "#components/ui/numbers-panel";
import { Sparkline, successRate } from "#components/webhooks/sparkline";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";
import type { WebhookCounts } from "#lib/webhooks/count-webhooks";

/** The last 24 hours of a webhook in five numbers and a chart. */
export function WebhookNumbers({ counts }: { counts: WebhookCounts }) {
  const rate = successRate({ succeeded: counts.succeeded24h, failed: counts.failed24h });
  return (
    <NumbersChart
      label="Numbers"
      numbers={[
        { label: "Success rate, 24 h", value: rate === null ? "–" : `${rate} %` },
        { label: "Succeeded, 24 h", value: formatNumber(counts.succeeded24h) },
        { label: "Failed, 24 h", value: formatNumber(counts.failed24h) },
        { label: "p95, 24 h", value: counts.p95Ms24h === null ? "–" : formatMs(counts.p95Ms24h) },
        { label: "Waiting now", value: formatNumber(counts.pending + counts.held) },
      ]}
      className="lg:grid-cols-[1fr_18rem]"
      columns="grid-cols-2 sm:grid-cols-3 xl:grid-cols-5"
      from="24 h ago"
      unit="attempts per hour"
    >
      <Sparkline hours={counts.hours.map(({ succeeded, failed }) => [succeeded, failed])} className="h-11 w-full" />
    </NumbersChart>
  );
}
