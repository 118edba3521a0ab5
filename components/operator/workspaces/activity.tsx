import { errorTitle } from "#components/deliveries/error-info";
import { NumbersPanel } from "#components/ui/numbers-panel";
import { RelativeTime } from "#components/ui/relative-time";
import { formatNumber } from "#lib/text/plural";
import { COUNT_MAX, type OperatedActivity } from "#lib/workspaces/activity-view";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";

const upTo = (count: number) => (count >= COUNT_MAX ? `${formatNumber(COUNT_MAX)}+` : formatNumber(count));

/** What goes on in a workspace, in numbers, and which of its webhooks need somebody. */
export function Activity({ workspace, activity }: { workspace: OperatedWorkspace; activity: OperatedActivity }) {
  const { attempts24h, webhooks, pending, held, failing } = activity;
  const total = attempts24h.succeeded + attempts24h.failed;
  const numbers = [
    { label: "Waiting", value: upTo(pending) },
    { label: "Held", value: upTo(held) },
    { label: "Attempts, 24 h", value: formatNumber(total) },
    {
      label: "Succeeded",
      value: total === 0 ? "–" : `${(Math.floor((attempts24h.succeeded / total) * 1000) / 10).toLocaleString("en")} %`,
    },
    { label: "Webhooks", value: formatNumber(workspace.webhookCount) },
    { label: "Failing", value: formatNumber(webhooks.failing) },
  ];
  return (
    <div className="grid gap-3">
      <NumbersPanel label="Activity" numbers={numbers} />
      {failing.length > 0 && (
        <ul aria-label="Webhooks that only fail" className="panel divide-y divide-line">
          {failing.map(({ id, name, failingSince, lastErrorCode }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2">
              <bdi className="font-medium wrap-anywhere">{name}</bdi>
              <span className="text-ink-muted">
                {errorTitle(lastErrorCode) ?? "It failed"}, first <RelativeTime date={failingSince} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
