"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import type { OperatorKeyActions } from "#components/operator/keys/operator-key-actions";
import { ScopePicker } from "#components/operator/keys/scope-picker";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { SecretValue } from "#components/webhooks/secret-once";
import type { OPERATOR_SCOPES } from "#lib/context/operator-context";

type Scope = (typeof OPERATOR_SCOPES)[number];

const EXPIRY = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

/** Asks what a new operator key may do, and shows it once. */
export function OperatorKeyDialog({ create }: { create: OperatorKeyActions["create"] }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<Scope[]>(["workspaces:read", "workspaces:write"]);
  const [days, setDays] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [token, setToken] = useState<string>();
  const [busy, setBusy] = useState(false);

  function change(next: boolean) {
    setOpen(next);
    setToken(undefined);
    setErrors({});
    if (next) setName("");
  }

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const expiresAt = days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null;
    const result = await create({ name, scopes, expiresAt }).catch(() => null);
    setBusy(false);
    if (result?.ok) return setToken(result.data.token);
    const found = Object.fromEntries((result?.errors ?? []).map(({ path, message }) => [path.split(".")[0], message]));
    setErrors(
      Object.keys(found).length > 0
        ? { name: found.name ? `The name ${found.name}.` : "", scopes: found.scopes ?? "" }
        : { name: result?.message ?? UNREACHABLE },
    );
  }

  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <Plus aria-hidden /> Create key
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={token ? "Operator key created" : "Create operator key"}
        description={
          token ? "Copy it now: it is not shown again." : "For a program, such as the backend that signs up customers."
        }
      >
        {token ? (
          <SecretValue secret={token} label="Operator key" />
        ) : (
          <form onSubmit={submit} noValidate className="grid gap-4">
            <Field label="Name" error={errors.name || undefined}>
              <Input
                autoFocus
                autoComplete="off"
                placeholder="Sign-up"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
            <ScopePicker value={scopes} onChange={setScopes} error={errors.scopes || undefined} />
            <Field label="Expires">
              <Select options={EXPIRY} value={days} onValueChange={setDays} />
            </Field>
            <Button
              type="submit"
              variant="primary"
              className="justify-self-end"
              busy={busy}
              disabled={scopes.length === 0}
            >
              Create key
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
