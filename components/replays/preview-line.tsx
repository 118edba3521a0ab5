import { CircleAlert, LoaderCircle } from "lucide-react";
import { RelativeTime } from "#components/ui/relative-time";
import type { ActionResult } from "#lib/actions/action-result";
import type { ReplayPreview } from "#lib/replays/preview-replay";
import { formatNumber, plural } from "#lib/text/plural";

/** How many it would be and from when, in one sentence that is announced when it changes. */
export function PreviewLine({ preview, idle }: { preview: ActionResult<ReplayPreview> | null; idle: string | null }) {
  return (
    <div role="status" className="flex min-h-11 items-center rounded-lg bg-sunken px-3 py-2 text-ink-soft">
      <Words preview={preview} idle={idle} />
    </div>
  );
}

function Words({ preview, idle }: { preview: ActionResult<ReplayPreview> | null; idle: string | null }) {
  if (idle) return idle;
  if (!preview) {
    return (
      <span className="flex items-center gap-2">
        <LoaderCircle aria-hidden className="size-4 animate-spin" /> Counting…
      </span>
    );
  }
  if (!preview.ok) {
    return (
      <span className="flex items-center gap-2 text-bad">
        <CircleAlert aria-hidden className="size-4 shrink-0" /> {preview.message}
      </span>
    );
  }
  const { count, more, oldest, newest } = preview.data;
  if (count === 0 || !oldest || !newest) return "Nothing matches.";
  return (
    <span>
      <strong className="font-semibold text-ink">{countLabel(preview.data)}</strong>
      {count === 1 && !more ? ", created " : ", the oldest from "}
      <RelativeTime date={oldest} />
      {(count > 1 || more) && (
        <>
          , the newest from <RelativeTime date={newest} />
        </>
      )}
    </span>
  );
}

/** `1 delivery`, `10,000+ deliveries`. */
export function countLabel({ count, more }: ReplayPreview): string {
  return more ? `${formatNumber(count)}+ deliveries` : plural(count, "delivery", "deliveries");
}
