"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { OverlapField, overlapSeconds, USUAL_OVERLAP } from "#components/ui/overlap-field";
import { ExactTime } from "#components/ui/relative-time";
import { SecretValue } from "#components/webhooks/secret-once";
import type { ActionResult } from "#lib/actions/action-result";
import type { RotatedSecret } from "#lib/webhooks/rotate-secret";
import type { RotateSecretInput } from "#lib/webhooks/webhook-schema";

/** How long a secret that was replaced may sign. */
const MAX_DAYS = 7;

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
  const [overlap, setOverlap] = useState(USUAL_OVERLAP);
  const [own, setOwn] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [rotated, setRotated] = useState<RotatedSecret | null>(null);

  async function run() {
    setTried(true);
    const seconds = overlapSeconds(overlap, MAX_DAYS);
    if (seconds === null) return;
    setBusy(true);
    setError(undefined);
    const result = await rotate({ overlapSeconds: seconds, ...(own.trim() && { secret: own.trim() }) }).catch(
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
          <OverlapField
            label="Overlap"
            maxDays={MAX_DAYS}
            value={overlap}
            onChange={setOverlap}
            told={tried}
            warning="Until your server has the new secret, it will refuse our requests."
          />
          <Field label="Your own secret" optional hint="Empty: a random one is made.">
            <Input
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
              value={own}
              onChange={(event) => setOwn(event.target.value)}
            />
          </Field>
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
