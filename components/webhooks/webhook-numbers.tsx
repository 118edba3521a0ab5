import { Sparkline, successRate } from "#components/webhooks/sparkline";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";
import type { WebhookCounts } from "#lib/webhooks/count-webhooks";

/** The last 24 hours of a webhook in five numbers and a chart. */
export function WebhookNumbers({ counts }: { counts: WebhookCounts }) {
  const rate = successRate(counts);
  const numbers = [
    { label: "Success rate, 24 h", value: rate === null ? "–" : `${rate} %` },
    { label: "Succeeded, 24 h", value: formatNumber(counts.succeeded24h) },
    { label: "Failed, 24 h", value: formatNumber(counts.failed24h) },
    { label: "p95, 24 h", value: counts.p95Ms24h === null ? "–" : formatMs(counts.p95Ms24h) },
    { label: "Waiting now", value: formatNumber(counts.pending + counts.held) },
  ];
  return (
    <section aria-label="Numbers" className="panel grid overflow-hidden lg:grid-cols-[1fr_18rem]">
      <dl className="grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-5">
        {numbers.map(({ label, value }) => (
          <div key={label} className="grid content-center gap-0.5 px-4 py-3">
            <dt className="text-xs text-ink-muted">{label}</dt>
            <dd className="text-lg font-semibold tracking-tight tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid content-end gap-1 border-line p-4 max-lg:border-t lg:border-l">
        <Sparkline hours={counts.hours} className="h-11 w-full" />
        <div className="flex justify-between text-2xs text-ink-muted">
          <span>24 h ago</span>
          <span>attempts per hour</span>
          <span>now</span>
        </div>
      </div>
    </section>
  );
}
