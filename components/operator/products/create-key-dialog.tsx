"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import type { KeyCalls, NewKey } from "#components/operator/products/publish-keys";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";

const DAY_MS = 86_400_000;
const EXPIRIES = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

/** Makes a publish key. */
export function CreateKeyDialog({ create, onMade }: { create: KeyCalls["create"]; onMade: (made: NewKey) => void }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [days, setDays] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const result = await create({ name, expiresAt }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return setError(result?.message ?? "The server could not be reached. Try again.");
    setOpen(false);
    setName("");
    setError(undefined);
    onMade(result.data);
  }

  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Create publish key
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Create publish key" description="It is shown once, afterwards.">
        <form noValidate onSubmit={submit} className="grid gap-4">
          <Field label="Name" hint="Who uses it, such as “Production backend”." error={error}>
            <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="Expires">
            <Select options={EXPIRIES} value={days} onValueChange={setDays} />
          </Field>
          <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
            Create key
          </Button>
        </form>
      </Dialog>
    </>
  );
}
