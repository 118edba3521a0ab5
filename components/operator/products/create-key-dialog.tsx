"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Expiry, ExpiryField, expiresAt } from "#components/keys/expiry-field";
import { KeyOnce } from "#components/keys/key-once";
import { fieldProblem, otherProblem } from "#components/keys/key-types";
import { type KeyCalls, publishCurl } from "#components/operator/products/key-calls";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";

const START: Expiry = { choice: "never", date: "" };

/** Makes a publish key in two steps: name it, then take it along. */
export function CreateKeyDialog({ create, url }: { create: KeyCalls["create"]; url: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [expiry, setExpiry] = useState(START);
  const [result, setResult] = useState<Awaited<ReturnType<typeof create>> | null>();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const token = result?.ok ? result.data.token : null;
  const problem = otherProblem(result, ["name", "expiresAt"]);

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const end = expiresAt(expiry);
    setResult(await create({ name, ...(end !== undefined && { expiresAt: end }) }).catch(() => null));
    setBusy(false);
  }

  function change(next: boolean) {
    if (!next && token) return setAsked(true);
    setResult(undefined);
    setOpen(next);
  }

  function done() {
    setOpen(false);
    setResult(undefined);
    setAsked(false);
    setName("");
    setExpiry(START);
    router.refresh();
  }

  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Create publish key
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={token ? "Copy the key now" : "Create publish key"}
        description={
          token
            ? "It is shown only here. Keep it where your backend keeps its secrets."
            : "Whoever has it publishes events to every workspace of this product, and can do nothing else."
        }
        className="w-[min(34rem,calc(100vw-2rem))]"
      >
        {token ? (
          <KeyOnce token={token} curl={publishCurl(url, token)} asked={asked} onDone={done} />
        ) : (
          <form noValidate onSubmit={submit} className="grid gap-4">
            {problem && (
              <Notice tone="bad" alert title="Not created">
                {problem}
              </Notice>
            )}
            <Field
              label="Name"
              hint="Who uses it, such as “Production backend”."
              error={fieldProblem(result, "name", "The name")}
            >
              <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
            </Field>
            <ExpiryField value={expiry} onChange={setExpiry} error={fieldProblem(result, "expiresAt", "The day")} />
            <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
              Create key
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
