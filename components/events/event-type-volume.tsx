import { VolumeBars } from "#components/events/volume-bars";
import { NumbersChart } from "#components/ui/numbers-panel";
import type { EventVolume } from "#lib/event-types/event-type-usage";
import { formatNumber } from "#lib/text/plural";

/** How many events of a type were accepted, in three numbers and a bar per day. */
export function EventTypeVolume({ volume }: { volume: EventVolume }) {
  return (
    <NumbersChart
      label="Volume"
      numbers={[
        { label: "Last 24 h", value: formatNumber(volume.last24h) },
        { label: "Last 7 d", value: formatNumber(volume.last7d) },
        { label: "Last 30 d", value: formatNumber(volume.last30d) },
      ]}
      className="lg:grid-cols-[auto_minmax(0,1fr)]"
      columns="grid-cols-3"
      from="30 d ago"
      unit="accepted per day"
    >
      <VolumeBars days={volume.days} className="h-11 w-full" />
    </NumbersChart>
  );
}
