"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { EventTypeForm } from "#components/operator/products/event-type-form";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button, ButtonLink } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import { operatorPath } from "#lib/dashboard-paths";
import type { EventTypeInput, EventTypePatch } from "#lib/event-types/event-type-schema";
import type { ProductEventType } from "#lib/event-types/product-event-types";
import { plural } from "#lib/text/plural";

const UNREACHABLE = "The server could not be reached. Try again.";
const IN_TWO_SECONDS = "Publishers meet it within two seconds.";

/** The page of a new event type. */
export function NewEventType(props: {
  slug: string;
  groups: string[];
  create: (input: EventTypeInput, example: string) => Promise<ActionResult<ProductEventType>>;
}) {
  const router = useRouter();
  const list = operatorPath("products", props.slug, "event-types");
  return (
    <EventTypeForm
      type={null}
      groups={props.groups}
      submitLabel="Create event type"
      submit={props.create}
      onDone={({ name }) => {
        toast.success(`${name} created`, "It can be published within two seconds.");
        router.push(list);
      }}
      cancel={<ButtonLink href={list}>Cancel</ButtonLink>}
    />
  );
}

interface Props {
  type: ProductEventType;
  groups: string[];
  update: (input: EventTypePatch, example?: string) => Promise<ActionResult<ProductEventType>>;
}

/** Edits an event type, archives it or brings it back. */
export function EditEventType({ type, groups, update }: Props) {
  return (
    <div className="grid gap-8">
      <EventTypeForm
        type={type}
        groups={groups}
        submitLabel="Save changes"
        submit={({ name: _, ...patch }, example) => update(patch, example)}
        onDone={() => toast.success("Saved", IN_TWO_SECONDS)}
      />
      <ArchiveSection type={type} update={update} />
    </div>
  );
}

function ArchiveSection({ type, update }: Omit<Props, "groups">) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const isArchived = type.archivedAt !== null;
  const { listed, all } = type.subscribers;

  async function run(archived: boolean) {
    setBusy(true);
    const result = await update({ archived }).catch(() => null);
    setBusy(false);
    setAsking(false);
    if (!result?.ok) return void toast.error("Not changed", result?.message ?? UNREACHABLE);
    toast.success(archived ? "Archived" : "Brought back", IN_TWO_SECONDS);
  }

  return (
    <section aria-labelledby="archive" className="grid gap-3">
      <h2 id="archive" className="text-base font-semibold">
        {isArchived ? "Bring back" : "Archive"}
      </h2>
      <div className="panel flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="min-w-0 flex-1 basis-56 text-ink-muted">
          {isArchived
            ? `It can be published and subscribed to again. ${plural(listed, "webhook still lists", "webhooks still list")} it, and ${all} more receive every type.`
            : "It leaves the catalogue: it can no longer be published, tested or subscribed to. What was accepted before is still delivered."}
        </p>
        {isArchived ? (
          <Button busy={busy} onClick={() => run(false)}>
            <ArchiveRestore aria-hidden /> Bring back
          </Button>
        ) : (
          <Button variant="danger" onClick={() => setAsking(true)}>
            <Archive aria-hidden /> Archive
          </Button>
        )}
      </div>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${type.name}?`}
        description={
          <>
            Publishing it is refused from then on, so stop that first.{" "}
            {plural(listed, "webhook lists", "webhooks list")} it and {plural(all, "receives", "receive")} every type:
            they stay as they are and receive nothing of it, until you bring it back.
          </>
        }
        confirmLabel="Archive event type"
        destructive
        busy={busy}
        onConfirm={() => run(true)}
      />
    </section>
  );
}
