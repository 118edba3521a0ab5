"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { ExactTime } from "#components/ui/relative-time";
import { Select } from "#components/ui/select";
import { SecretValue } from "#components/webhooks/secret-once";
import type { ActionResult } from "#lib/actions/action-result";
import type { RotateSecretInput } from "#lib/webhooks/webhook-schema";

const OVERLAPS = [
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "259200", label: "3 days" },
  { value: "604800", label: "7 days" },
  { value: "0", label: "None: the old one ends now" },
];

type Rotated = { secret: string; previousExpiresAt: string };

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rotate: (input: RotateSecretInput) => Promise<ActionResult<Rotated>>;
  onRotated: () => void;
}

/** Replaces the secret in two steps: choose how long both sign, then take the new one along. */
export function RotateDialog({ open, onOpenChange, rotate, onRotated }: Props) {
  const [overlap, setOverlap] = useState("86400");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [rotated, setRotated] = useState<Rotated | null>(null);

  async function run() {
    setBusy(true);
    setError(undefined);
    const result = await rotate({ overlapSeconds: Number(overlap) }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return setError(result?.message ?? "The server could not be reached. Try again.");
    setRotated(result.data);
    onRotated();
  }

  function close(next: boolean) {
    onOpenChange(next);
    if (!next) setRotated(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={rotated ? "The new secret" : "Rotate the signing secret"}
      description={
        rotated
          ? "Give it to your server now."
          : "During the overlap every request carries both signatures, so your server can change over at any moment."
      }
    >
      {error && (
        <Notice tone="bad" alert>
          {error}
        </Notice>
      )}
      {rotated ? (
        <>
          <SecretValue secret={rotated.secret} label="New secret" />
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
