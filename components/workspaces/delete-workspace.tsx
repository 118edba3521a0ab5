"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";

interface Props {
  name: string;
  /** What has to be typed. Default: the name. */
  confirmation?: string;
  remove: (typed: string) => Promise<ActionResult<void>>;
  /** Where to go then. Default: the start page, which knows where else to go. */
  next?: string;
}

/** Deletes the workspace, after its name or slug was typed. */
export function DeleteWorkspace({ name, confirmation = name, remove, next = "/" }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);

  async function run() {
    setBusy(true);
    const result = await remove(typed).catch(() => null);
    // Nothing of this page is left.
    if (result?.ok) return window.location.assign(next);
    setBusy(false);
    toast.error("Not deleted", result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <section aria-labelledby="delete" className="grid gap-3">
      <h2 id="delete" className="text-base font-semibold">
        Delete this workspace
      </h2>
      <div className="panel flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="max-w-xl text-ink-muted">
          Webhooks, secrets, keys, memberships and inboxes go at once, and nothing more is accepted or sent. Payloads,
          deliveries and attempts are purged within minutes. Only the audit log stays.
        </p>
        <Button variant="danger" onClick={() => setOpen(true)}>
          <Trash2 aria-hidden /> Delete workspace
        </Button>
      </div>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${name}?`}
        description="Its webhooks stop for good, for every member, and what waits to be sent is lost. This can't be undone."
        confirmLabel="Delete workspace"
        destructive
        busy={busy}
        confirmDisabled={typed !== confirmation}
        onConfirm={run}
      >
        <Field label={`Type “${confirmation}” to confirm`}>
          <Input autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </AlertDialog>
    </section>
  );
}
