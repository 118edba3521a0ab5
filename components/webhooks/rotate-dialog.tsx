"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { ExactTime } from "#components/ui/relative-time";
import { Select } from "#components/ui/select";
import { SecretValue } from "#components/webhooks/secret-once";
import type { ActionResult } from "#lib/actions/action-result";
import type { RotatedSecret } from "#lib/webhooks/rotate-secret";
import type { RotateSecretInput } from "#lib/webhooks/webhook-schema";

const OVERLAPS = [
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "259200", label: "3 days" },
  { value: "604800", label: "7 days" },
  { value: "0", label: "None: the old one ends now" },
];

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rotate: (input: RotateSecretInput) => Promise<ActionResult<RotatedSecret>>;
  onRotated: () => void;
  /** Called when the new secret has been taken along. */
  onClosed: () => void;
}

/** Replaces the secret in two steps: choose how long both sign, then take the new one along. */
export function RotateDialog({ open, onOpenChange, rotate, onRotated, onClosed }: Props) {
  const [overlap, setOverlap] = useState("86400");
  const [own, setOwn] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [rotated, setRotated] = useState<RotatedSecret | null>(null);

  async function run() {
    setBusy(true);
    setError(undefined);
    const result = await rotate({ overlapSeconds: Number(overlap), ...(own.trim() && { secret: own.trim() }) }).catch(
      () => null,
    );
    setBusy(false);
    if (!result?.ok)
      return setError(problemOf(result) ?? result?.message ?? "The server could not be reached. Try again.");
    setRotated(result.data);
    setOwn("");
    onRotated();
  }

  function close(next: boolean) {
    onOpenChange(next);
    if (next || !rotated) return;
    setRotated(null);
    onClosed();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={rotated ? "The new secret" : "Rotate the signing secret"}
      description={
        rotated
          ? "Give it to your server now."
          : "During the overlap every request carries both signatures, so your server can change over at any moment. Where the header holds one value, the old secret's is in a second header whose name ends in Previous."
      }
    >
      {error && (
        <Notice tone="bad" alert>
          {error}
        </Notice>
      )}
      {rotated ? (
        <>
          {rotated.secrets.map(({ kind, secret, publicKey }) => (
            <div key={kind} className="grid gap-2">
              {publicKey && <SecretValue secret={publicKey} label="Public key" />}
              <SecretValue secret={secret} label="New secret" />
            </div>
          ))}
          <p className="text-ink-muted">
            The old one ends <ExactTime date={rotated.previousExpiresAt} className="text-ink" />.
          </p>
          <Button variant="primary" className="justify-self-end" onClick={() => close(false)}>
            Done
          </Button>
        </>
      ) : (
        <>
          <Field label="Overlap">
            <Select options={OVERLAPS} value={overlap} onValueChange={setOverlap} />
          </Field>
          <Field label="Your own secret" optional hint="Empty: a random one is made.">
            <Input
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
              value={own}
              onChange={(event) => setOwn(event.target.value)}
            />
          </Field>
          {overlap === "0" && (
            <Notice tone="warn">Until your server has the new secret, it will refuse our requests.</Notice>
          )}
          <Button variant="primary" className="justify-self-end" busy={busy} onClick={run}>
            Rotate secret
          </Button>
        </>
      )}
    </Dialog>
  );
}

/** What is wrong with the secret that was typed, if that is it. */
function problemOf(result: ActionResult<unknown> | null): string | null {
  const problem = result && !result.ok ? result.errors.find(({ path }) => path === "secret") : undefined;
  return problem ? `Your own secret ${problem.message}.` : null;
}
