"use client";

import { createColumnHelper, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";
import { DeliveryStatus } from "#components/deliveries/delivery-status";
import { errorTitle } from "#components/deliveries/error-info";
import type { LogView } from "#components/deliveries/log-view";
import { ReplayButton } from "#components/deliveries/replay-button";
import { Badge } from "#components/ui/badge";
import { Checkbox } from "#components/ui/checkbox";
import { RelativeTime } from "#components/ui/relative-time";
import { cn } from "#lib/class-names";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

export const deliveryFeatures = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof deliveryFeatures, DeliveryView>();

interface Options {
  open: (id: string) => void;
  /** Null for readers who may not replay: no checkboxes and no buttons then. */
  replay: ((id: string) => Promise<void>) | null;
  /** What the page is about: that column would say the same in every row. */
  about?: "webhook" | "event" | undefined;
  view: LogView;
}

export function deliveryColumns({ open, replay, about, view }: Options) {
  const shown = new Set<string>(view.columns.filter((id) => !about || !SAID_BY[about].includes(id)));
  return helper.columns([
    ...(replay ? [selectColumn()] : []),
    helper.accessor("status", { header: "Status", cell: ({ row }) => <DeliveryStatus delivery={row.original} /> }),
    ...(about === "event" ? [openWebhookColumn(open)] : [typeColumn(open, about)]),
    ...CHOSEN_COLUMNS.filter((column) => shown.has(column.id)).map((column) => column.make()),
    ...(replay ? [actionsColumn(replay)] : []),
  ]);
}

/** The columns that what the page is about makes idle, or too narrow to be read. */
const SAID_BY: Record<NonNullable<Options["about"]>, string[]> = {
  webhook: ["webhookName"],
  event: ["webhookName", "attemptCount", "createdAt"],
};

const CHOSEN_COLUMNS = [
  {
    id: "webhookName",
    make: () =>
      helper.accessor("webhookName", {
        header: "Webhook",
        cell: ({ getValue }) => <bdi className="block truncate">{getValue()}</bdi>,
      }),
  },
  {
    id: "response",
    make: () =>
      helper.display({
        id: "response",
        header: "Last answer",
        cell: ({ row }) => <LastAnswer delivery={row.original} />,
      }),
  },
  { id: "eventId", make: () => helper.accessor("eventId", { header: "Event id", cell: shownId }) },
  { id: "id", make: () => helper.accessor("id", { header: "Delivery id", cell: shownId }) },
  {
    id: "attemptCount",
    make: () => helper.accessor("attemptCount", { header: "Attempts", cell: ({ getValue }) => getValue() }),
  },
  { id: "nextAttemptAt", make: () => helper.accessor("nextAttemptAt", { header: "Next attempt", cell: shownTime }) },
  { id: "completedAt", make: () => helper.accessor("completedAt", { header: "Completed", cell: shownTime }) },
  { id: "createdAt", make: () => helper.accessor("createdAt", { header: "Created", cell: shownTime }) },
];

function shownTime({ getValue }: { getValue: () => string | null }) {
  const date = getValue();
  if (date === null) return <span className="text-ink-muted">–</span>;
  return <RelativeTime date={date} className="whitespace-nowrap text-ink-soft" />;
}

function shownId({ getValue }: { getValue: () => string }) {
  return <span className="font-mono text-2xs text-ink-soft">{getValue()}</span>;
}

function actionsColumn(replay: NonNullable<Options["replay"]>) {
  return helper.display({
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row }) => <ReplayButton delivery={row.original} replay={replay} compact />,
  });
}

function typeColumn(open: Options["open"], about: Options["about"]) {
  return helper.accessor("type", {
    header: "Event",
    cell: ({ row: { original } }) => (
      <>
        <OpenButton delivery={original} open={open} className="font-mono text-xs">
          {original.type}
        </OpenButton>
        <InShort delivery={original} withWebhook={!about} />
      </>
    ),
  });
}

/** Takes the place of the type column, width included. */
function openWebhookColumn(open: Options["open"]) {
  return helper.display({
    id: "type",
    header: "Webhook",
    cell: ({ row: { original } }) => (
      <>
        <OpenButton delivery={original} open={open}>
          <bdi>{original.webhookName}</bdi>
        </OpenButton>
        <InShort delivery={original} withWebhook={false} />
      </>
    ),
  });
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
        aria-label={`Select ${row.original.type} ${row.original.id}`}
        className="relative z-10"
        checked={row.getIsSelected()}
        onCheckedChange={(checked) => row.toggleSelected(checked)}
      />
    ),
  });
}

function OpenButton({
  delivery,
  open,
  className,
  children,
}: {
  delivery: DeliveryView;
  open: Options["open"];
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <button
        type="button"
        onClick={() => open(delivery.id)}
        aria-haspopup="dialog"
        className={cn(
          "truncate text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent",
          className,
        )}
      >
        {children}
      </button>
      {delivery.test && <Badge tone="accent">Test</Badge>}
    </span>
  );
}

/** On a phone: what the columns say that have no room there. */
function InShort({ delivery, withWebhook }: { delivery: DeliveryView; withWebhook: boolean }) {
  const { status, webhookName, lastResponseStatus, lastErrorCode } = delivery;
  const answer = lastResponseStatus ?? (status === "succeeded" ? null : errorTitle(lastErrorCode));
  if (!withWebhook && answer === null) return null;
  return (
    <span className="block truncate text-xs text-ink-muted sm:hidden">
      {withWebhook && <bdi>{webhookName}</bdi>}
      {withWebhook && answer !== null && " · "}
      {answer}
    </span>
  );
}

function LastAnswer({ delivery }: { delivery: DeliveryView }) {
  if (delivery.attemptCount === 0) return <span className="text-ink-muted">–</span>;
  const title = delivery.status === "succeeded" ? null : errorTitle(delivery.lastErrorCode);
  return (
    <span className="flex min-w-0 items-center gap-2">
      {delivery.lastResponseStatus !== null && (
        <span className="font-mono text-xs tabular-nums">{delivery.lastResponseStatus}</span>
      )}
      {title && (
        <span className="truncate text-ink-muted" title={title}>
          {title}
        </span>
      )}
    </span>
  );
}
