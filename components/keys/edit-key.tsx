"use client";

import { useState } from "react";
import { type Expiry, ExpiryField, expiresAt } from "#components/keys/expiry-field";
import { fieldProblem, type KeyActions, otherProblem } from "#components/keys/key-types";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { KeyView } from "#lib/keys/key-view";

interface Props {
  value: KeyView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  update: KeyActions["update"];
}

/** Changes a key's name and when it expires. */
export function EditKey({ value, open, onOpenChange, update }: Props) {
  const [name, setName] = useState(value.name);
  const [expiry, setExpiry] = useState<Expiry>({ choice: "keep", date: "" });
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ActionResult<KeyView> | null>();

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFailed(undefined);
    const until = expiresAt(expiry);
    const result = await update(value.id, { name, ...(until !== undefined && { expiresAt: until }) }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return setFailed(result);
    setExpiry({ choice: "keep", date: "" });
    onOpenChange(false);
    toast.success("Key changed");
  }

  const problem = otherProblem(failed, ["name", "expiresAt"]);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Edit key"
      description="Its scopes can't be changed: programs rely on them. Create another key for others."
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {problem && (
          <Notice tone="bad" alert>
            {problem}
          </Notice>
        )}
        <Field label="Name" error={fieldProblem(failed, "name", "The name")}>
          <Input autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <ExpiryField
          value={expiry}
          onChange={setExpiry}
          keep={value.expiresAt === null ? "Never, as now" : "As now"}
          error={fieldProblem(failed, "expiresAt", "The day")}
        />
        <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
          Save
        </Button>
      </form>
    </Dialog>
  );
}
