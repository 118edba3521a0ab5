"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";

interface Props {
  name: string;
  email: string;
  update: (input: { name: string }) => Promise<ActionResult<void>>;
}

/** The name that others see. */
export function NameForm({ name: initial, email, update }: Props) {
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await update({ name }).catch(() => null);
    setBusy(false);
    setError(result?.ok ? undefined : result?.errors[0] ? `Your name ${result.errors[0].message}.` : undefined);
    if (result?.ok) toast.success("Name saved");
    else if (!result?.errors.length)
      toast.error("Not saved", result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <form onSubmit={submit} noValidate className="panel grid gap-4 p-4">
      <Field label="E-mail">
        <Input type="email" readOnly value={email} className="bg-sunken" />
      </Field>
      <Field label="Name" error={error}>
        <Input autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" className="justify-self-end" busy={busy} disabled={name === initial}>
        Save name
      </Button>
    </form>
  );
}
