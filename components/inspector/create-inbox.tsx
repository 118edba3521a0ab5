"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { ActionResult } from "#lib/actions/action-result";
import { developerPath } from "#lib/dashboard-paths";
import type { InboxView } from "#lib/inbox/inbox-view";

/** Asks for a name and goes to the new inbox. */
export function CreateInbox({
  workspace,
  create,
}: {
  workspace: string;
  create: (name: string) => Promise<ActionResult<InboxView>>;
}) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const router = useRouter();

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    if (!name.trim()) return setError("Give it a name.");
    setBusy(true);
    const result = await create(name).catch(() => null);
    if (result?.ok) return router.push(developerPath(workspace, "inspector", result.data.id));
    setBusy(false);
    setError(result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Create inbox
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Create inbox"
        description="A URL of our own that shows what arrives and answers as you tell it."
      >
        <form onSubmit={submit} className="grid gap-4">
          <Field label="Name" error={error}>
            <Input
              autoFocus
              autoComplete="off"
              placeholder="My first inbox"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
            Create inbox
          </Button>
        </form>
      </Dialog>
    </>
  );
}
