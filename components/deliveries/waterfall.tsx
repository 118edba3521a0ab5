import type { AttemptView } from "#lib/deliveries/delivery-view";
import { formatMs } from "#lib/time/format-time";

const PHASES = [
  { key: "dns", label: "DNS", className: "bg-info-bar" },
  { key: "connect", label: "Connect", className: "bg-brass" },
  { key: "tls", label: "TLS", className: "bg-warn" },
  { key: "wait", label: "Waiting", className: "bg-ink-muted" },
  { key: "body", label: "Answer", className: "bg-good-bar" },
] as const;

/** Where an attempt's time went, left to right. Phases that a kept-open connection skipped are left out. */
export function Waterfall({ timings }: { timings: AttemptView["timings"] }) {
  const total = timings.totalMs;
  if (!total) return null;
  const spans = phaseSpans(timings, total);
  return (
    <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1 text-xs" aria-label="Timings">
      {PHASES.flatMap(({ key, label, className }) => {
        const span = spans[key];
        if (!span) return [];
        const left = (span.start / total) * 100;
        return [
          <div key={key} className="col-span-3 grid grid-cols-subgrid items-center">
            <dt className="text-ink-muted">{label}</dt>
            <dd aria-hidden className="h-2 rounded-sm bg-sunken">
              <span
                className={`block h-full min-w-0.5 rounded-sm ${className}`}
                style={{
                  marginLeft: `${Math.min(left, 99)}%`,
                  width: `${Math.min((span.length / total) * 100, 100 - left)}%`,
                }}
              />
            </dd>
            <dd className="text-right tabular-nums">{formatMs(span.length)}</dd>
          </div>,
        ];
      })}
      <div className="col-span-3 grid grid-cols-subgrid font-medium">
        <dt>Total</dt>
        <dd className="col-start-3 text-right tabular-nums">{formatMs(total)}</dd>
      </div>
    </dl>
  );
}

/** DNS, connect and TLS are durations one after the other; the first byte is counted from the start. */
function phaseSpans({ dnsMs, connectMs, tlsMs, firstByteMs }: AttemptView["timings"], total: number) {
  const connectAt = dnsMs ?? 0;
  const tlsAt = connectAt + (connectMs ?? 0);
  const waitAt = tlsAt + (tlsMs ?? 0);
  const firstByte = Math.max(firstByteMs ?? total, waitAt);
  const span = (start: number, length: number | null) =>
    length === null ? null : { start, length: Math.max(0, length) };
  return {
    dns: span(0, dnsMs),
    connect: span(connectAt, connectMs),
    tls: span(tlsAt, tlsMs),
    wait: span(waitAt, firstByte - waitAt),
    body: firstByteMs === null ? null : span(firstByte, total - firstByte),
  };
}
