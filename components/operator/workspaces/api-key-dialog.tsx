"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { SecretValue } from "#components/webhooks/secret-once";
import type { ActionResult } from "#lib/actions/action-result";
import type { KeyView } from "#lib/keys/key-view";

type Create = (input: { name: string }) => Promise<ActionResult<{ key: KeyView; token: string }>>;

/** Makes an API key of the workspace with every scope, and shows it once. */
export function ApiKeyDialog({ create }: { create: Create }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("Backend");
  const [error, setError] = useState<string>();
  const [token, setToken] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const result = await create({ name }).catch(() => null);
    setBusy(false);
    if (result?.ok) return setToken(result.data.token);
    const problem = result?.errors.find(({ path }) => path === "name");
    setError(problem ? `The name ${problem.message}.` : (result?.message ?? UNREACHABLE));
  }

  function change(next: boolean) {
    setOpen(next);
    setError(undefined);
    setToken(undefined);
  }

  return (
    <>
      <Button onClick={() => change(true)}>
        <KeyRound aria-hidden /> Create API key
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={token ? "API key created" : "Create API key"}
        description={
          token
            ? "Copy it now: it is not shown again."
            : "For your backend, with every scope. Members see and revoke it."
        }
      >
        {token ? (
          <SecretValue secret={token} label="API key" />
        ) : (
          <form onSubmit={submit} noValidate className="grid gap-4">
            <Field label="Name" error={error}>
              <Input autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
            </Field>
            <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
              Create key
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
