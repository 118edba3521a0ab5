"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Props {
  webhook: WebhookView;
  /** Who may own it, by public user id. */
  candidates: { id: string; name: string; role: string }[];
  change: (owner: string) => Promise<ActionResult<WebhookView>>;
}

/** The member whose role decides what the webhook receives. */
export function OwnerSection({ webhook, candidates, change }: Props) {
  const present = webhook.owner?.id ?? "";
  const [owner, setOwner] = useState(present);
  const [busy, setBusy] = useState(false);
  const isListed = candidates.some(({ id }) => id === present);
  const options = [
    ...(isListed ? [] : [{ value: present, label: webhook.owner ? label(webhook.owner) : "Nobody" }]),
    ...candidates.map((one) => ({ value: one.id, label: label(one) })),
  ];

  async function save() {
    setBusy(true);
    const result = await change(owner).catch(() => null);
    setBusy(false);
    if (result?.ok) toast.success("Owner changed", "It applies from the next event on.");
    else toast.error("Owner not changed", result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <section aria-labelledby="owner" className="grid gap-3">
      <h2 id="owner" className="text-base font-semibold">
        Owner
      </h2>
      <div className="panel flex flex-wrap items-end justify-between gap-3 px-4 py-3">
        <Field
          label="Receives what this member may see"
          hint="Developers reveal and rotate the secrets of webhooks they own."
          className="min-w-0 flex-1 basis-64"
        >
          <Select options={options} value={owner} onValueChange={setOwner} className="w-full max-w-80" />
        </Field>
        <Button disabled={owner === present} busy={busy} onClick={save}>
          Change owner
        </Button>
      </div>
    </section>
  );
}

const label = ({ name, role }: { name: string; role: string }) => `${name} (${role})`;
