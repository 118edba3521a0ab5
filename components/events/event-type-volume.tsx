import { VolumeBars } from "#components/events/volume-bars";
import type { EventVolume } from "#lib/event-types/event-type-usage";
import { formatNumber } from "#lib/text/plural";

/** How many events of a type were accepted, in three numbers and a bar per day. */
export function EventTypeVolume({ volume }: { volume: EventVolume }) {
  const numbers = [
    { label: "Last 24 h", value: volume.last24h },
    { label: "Last 7 d", value: volume.last7d },
    { label: "Last 30 d", value: volume.last30d },
  ];
  return (
    <section aria-label="Volume" className="panel grid overflow-hidden md:grid-cols-[auto_minmax(0,1fr)]">
      <dl className="grid grid-cols-3">
        {numbers.map(({ label, value }) => (
          <div key={label} className="grid content-center gap-0.5 px-4 py-3">
            <dt className="text-xs text-ink-muted">{label}</dt>
            <dd className="text-lg font-semibold tracking-tight tabular-nums">{formatNumber(value)}</dd>
          </div>
        ))}
      </dl>
      <div className="grid content-end gap-1 border-line p-4 max-md:border-t md:border-l">
        <VolumeBars days={volume.days} className="h-11 w-full" />
        <div className="flex justify-between text-2xs text-ink-muted">
          <span>30 d ago</span>
          <span>accepted per day</span>
          <span>now</span>
        </div>
      </div>
    </section>
  );
}
