import { CircleCheck, CircleOff, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Skeleton } from "#components/ui/skeleton";
import { successRate } from "#components/webhooks/sparkline";
import type { ShownStatus } from "#components/webhooks/webhook-status";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { formatNumber } from "#lib/text/plural";
import type { WebhookSummary } from "#lib/webhooks/summarize-webhooks";

const GRID = "panel mb-3 grid grid-cols-2 gap-x-4 gap-y-2.5 px-4 py-3 sm:flex sm:flex-wrap sm:gap-x-10";

/** How all webhooks together are doing, over the list of each. */
export function WebhookSummaryLine({ workspace, summary }: { workspace: string; summary: WebhookSummary }) {
  const { succeeded24h, failed24h, pending, held, isCapped } = summary;
  const rate = successRate({ succeeded: succeeded24h, failed: failed24h });
  return (
    <section aria-label="All webhooks">
      <dl className={GRID}>
        <Figure label="Attempts, 24 h">{formatNumber(succeeded24h + failed24h)}</Figure>
        <Figure label="Success rate, 24 h">{rate === null ? "–" : `${rate} %`}</Figure>
        <Figure label="Failing">
          <Health workspace={workspace} {...summary} />
        </Figure>
        <Figure label="Waiting now">
          {formatNumber(pending + held)}
          {isCapped && "+"}
          {held > 0 && <span className="font-normal text-ink-muted"> {formatNumber(held)} held</span>}
        </Figure>
      </dl>
    </section>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function Health({
  workspace,
  failing,
  disabled,
}: { workspace: string } & Pick<WebhookSummary, "failing" | "disabled">) {
  const of = (status: ShownStatus) => withQuery(developerPath(workspace, "webhooks"), { status });
  if (failing + disabled === 0) {
    return (
      <span className="flex items-center gap-1.5 text-good">
        <CircleCheck aria-hidden className="size-3.5" /> None
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {failing > 0 && (
        <Link
          href={of("failing")}
          aria-label={`${formatNumber(failing)} failing`}
          className="flex items-center gap-1.5 text-bad underline-offset-2 hover:underline"
        >
          <TriangleAlert aria-hidden className="size-3.5" /> {formatNumber(failing)}
        </Link>
      )}
      {disabled > 0 && (
        <Link href={of("disabled")} className="flex items-center gap-1.5 text-warn underline-offset-2 hover:underline">
          <CircleOff aria-hidden className="size-3.5" /> {formatNumber(disabled)} disabled
        </Link>
      )}
    </span>
  );
}

/** As high as the line, so that nothing moves when it arrives. */
export function WebhookSummarySkeleton() {
  return (
    <div className={GRID} role="status" aria-label="Loading the summary">
      {["attempts", "rate", "failing", "waiting"].map((name) => (
        <div key={name} className="grid content-start gap-0.5">
          <Skeleton className="my-0.5 h-3 w-24" />
          <Skeleton className="my-0.75 w-12" />
        </div>
      ))}
    </div>
  );
}
