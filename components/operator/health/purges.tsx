import { RelativeTime } from "#components/ui/relative-time";
import type { PurgeView } from "#lib/health/health-view";
import { formatNumber, plural } from "#lib/text/plural";

/** Deleted workspaces whose logs are being purged, and how far each is. */
export function Purges({ purges }: { purges: PurgeView[] }) {
  return (
    <ul aria-label="Purges" className="panel divide-y divide-line">
      {purges.map(({ slug, name, deletedAt, purgedDeliveries, purgedEvents, left }) => {
        const done = purgedDeliveries + purgedEvents;
        const percent = done + left === 0 ? 100 : Math.floor((done / (done + left)) * 100);
        return (
          <li key={`${slug} ${deletedAt}`} className="grid gap-1.5 px-4 py-3">
            <span className="flex flex-wrap items-baseline justify-between gap-x-4">
              <bdi className="font-medium wrap-anywhere">{name || slug || "A workspace"}</bdi>
              <span className="text-xs text-ink-muted">
                deleted <RelativeTime date={deletedAt} />
              </span>
            </span>
            <progress
              aria-label={`Purge of ${name}`}
              value={percent}
              max={100}
              className="h-1.5 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
            />
            <span className="text-xs text-ink-muted">
              {plural(purgedDeliveries, "delivery", "deliveries")} and {plural(purgedEvents, "event", "events")} purged,{" "}
              {left === 0 ? "nothing left" : `${formatNumber(left)} or more rows left`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
