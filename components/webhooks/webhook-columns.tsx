"use client";

import { createColumnHelper, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";
import Link from "next/link";
import { Checkbox } from "#components/ui/checkbox";
import { RelativeTime } from "#components/ui/relative-time";
import { Sparkline, successRate } from "#components/webhooks/sparkline";
import { WebhookStatus } from "#components/webhooks/webhook-status";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";
import type { WebhookListItem } from "#lib/webhooks/list-webhook-items";

export const webhookFeatures = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof webhookFeatures, WebhookListItem>();

/**
 * @param hrefOf where a webhook's page is
 * @param mayChange whether the reader may bring webhooks back, and change several at once
 */
export function webhookColumns(hrefOf: (id: string) => string, mayChange: boolean) {
  return helper.columns([
    ...(mayChange ? [selectColumn()] : []),
    helper.accessor("name", {
      header: "Webhook",
      cell: ({ row: { original } }) => (
        <div className="grid min-w-0">
          <Link
            href={hrefOf(original.id)}
            className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            <bdi>{original.name}</bdi>
          </Link>
          <span className="truncate font-mono text-2xs text-ink-muted" title={original.url}>
            {original.url}
          </span>
          {original.tenant !== null && (
            <span className="truncate text-xs text-ink-soft">Only tenant {original.tenant}</span>
          )}
          <Resting webhook={original} wayBack={mayChange ? `${hrefOf(original.id)}?resume=1` : null} />
        </div>
      ),
    }),
    helper.accessor("status", {
      header: "Status",
      cell: ({ row: { original } }) => (
        <WebhookStatus
          webhook={{ status: original.status, health: { failingSince: original.failing?.since ?? null } }}
        />
      ),
    }),
    helper.accessor("eventTypes", { header: "Events", cell: ({ getValue }) => <EventTypes types={getValue()} /> }),
    helper.display({
      id: "hours",
      header: "Last 24 h",
      cell: ({ row }) => <LastDay attempts={row.original.attempts} />,
    }),
    helper.display({ id: "p95", header: "p95", cell: ({ row }) => <P95 ms={row.original.attempts.p95Ms} /> }),
    helper.display({ id: "waiting", header: "Waiting", cell: ({ row }) => <Waiting webhook={row.original} /> }),
    helper.display({
      id: "last",
      header: "Last attempt",
      cell: ({ row }) => <LastAttempt at={row.original.lastAttemptAt} />,
    }),
  ]);
}

/** Why a webhook fails; why Posthorn disabled it and since when, with the way back. */
function Resting({ webhook: { failing, disabled }, wayBack }: { webhook: WebhookListItem; wayBack: string | null }) {
  if (failing) {
    return (
      <span className="pt-0.5 text-xs text-bad">
        {failing.reason}
        <span className="max-sm:hidden">
          , first <RelativeTime date={failing.since} />
        </span>
      </span>
    );
  }
  if (!disabled) return null;
  return (
    <span className="pt-1 text-xs whitespace-normal text-ink-soft">
      Disabled <RelativeTime date={disabled.since} />. {disabled.reason}{" "}
      {wayBack && (
        <Link href={wayBack} className="text-link relative z-10 whitespace-nowrap underline">
          Test and resume
        </Link>
      )}
    </span>
  );
}

function selectColumn() {
  return helper.display({
    id: "select",
    header: ({ table }) => (
      <Checkbox
        aria-label="Select all on this page"
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
        onCheckedChange={(checked) => table.toggleAllRowsSelected(checked)}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        aria-label={`Select ${row.original.name}`}
        className="relative z-10"
        checked={row.getIsSelected()}
        onCheckedChange={(checked) => row.toggleSelected(checked)}
      />
    ),
  });
}

function EventTypes({ types }: { types: string[] }) {
  const [first, ...others] = types;
  if (first === "*") return <span className="whitespace-nowrap">All events</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={types.join("\n")}>
      <span className="truncate font-mono text-xs">{first}</span>
      {others.length > 0 && <span className="shrink-0 text-xs text-ink-muted">+{others.length}</span>}
    </span>
  );
}

function LastDay({ attempts }: { attempts: WebhookListItem["attempts"] }) {
  const rate = successRate(attempts);
  return (
    <span className="flex items-center gap-2.5">
      <Sparkline hours={attempts.hours} />
      <span className="w-12 text-right text-xs">
        {rate === null ? <span className="text-ink-muted">no data</span> : `${rate} %`}
      </span>
    </span>
  );
}

function P95({ ms }: { ms: number | null }) {
  return ms === null ? (
    <span className="text-ink-muted">–</span>
  ) : (
    <span className="whitespace-nowrap">{formatMs(ms)}</span>
  );
}

function Waiting({ webhook: { pending, held } }: { webhook: WebhookListItem }) {
  return pending + held === 0 ? (
    <span className="text-ink-muted">0</span>
  ) : (
    <span className="font-medium">{formatNumber(pending + held)}</span>
  );
}

function LastAttempt({ at }: { at: string | null }) {
  if (at === null) return <span className="text-ink-muted">never</span>;
  return <RelativeTime date={at} className="whitespace-nowrap text-ink-soft" />;
}
