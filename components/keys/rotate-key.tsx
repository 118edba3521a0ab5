"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { KeyOnce } from "#components/keys/key-once";
import { UNREACHABLE } from "#components/keys/key-types";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { ExactTime } from "#components/ui/relative-time";
import { Select } from "#components/ui/select";
import type { ActionResult } from "#lib/actions/action-result";

const OVERLAPS = [
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "7 days" },
  { value: "2592000", label: "30 days" },
  { value: "0", label: "None: the old one ends now" },
];

interface Rotated {
  token: string;
  previous: { expiresAt: string | null };
}

interface Props {
  name: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rotate: (input: { overlapSeconds: number }) => Promise<ActionResult<Rotated>>;
  /** A command that tries the new key. */
  curl: (token: string) => string | null;
}

/** Replaces a key in two steps: choose how long the old one goes on working, then take the new one along. */
export function RotateKey({ name, open, onOpenChange, rotate, curl }: Props) {
  const router = useRouter();
  const [overlap, setOverlap] = useState("86400");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [rotated, setRotated] = useState<Rotated | null>(null);
  const [asked, setAsked] = useState(false);

  async function run() {
    setBusy(true);
    setError(undefined);
    const result = await rotate({ overlapSeconds: Number(overlap) }).catch(() => null);
    setBusy(false);
    if (result?.ok) setRotated(result.data);
    else setError(result?.message ?? UNREACHABLE);
  }

  function change(next: boolean) {
    if (!next && rotated) return setAsked(true);
    setError(undefined);
    onOpenChange(next);
  }

  function done() {
    onOpenChange(false);
    setRotated(null);
    setAsked(false);
    router.refresh();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={rotated ? "Copy the new key now" : `Rotate “${name}”`}
      description={
        rotated
          ? "It is shown only here. Give it to your program before the old one ends."
          : "Makes a key that can do the same. The old one goes on working meanwhile, so that your program can change over at any moment."
      }
      className="w-[min(34rem,calc(100vw-2rem))]"
    >
      {rotated ? (
        <KeyOnce token={rotated.token} curl={curl(rotated.token)} asked={asked} onDone={done}>
          {rotated.previous.expiresAt && (
            <p className="text-ink-muted">
              The old one ends <ExactTime date={rotated.previous.expiresAt} className="text-ink" />.
            </p>
          )}
        </KeyOnce>
      ) : (
        <>
          {error && (
            <Notice tone="bad" alert>
              {error}
            </Notice>
          )}
          <Field label="The old key goes on working for">
            <Select options={OVERLAPS} value={overlap} onValueChange={setOverlap} />
          </Field>
          {overlap === "0" && (
            <Notice tone="warn">Until your program has the new key, its requests are refused.</Notice>
          )}
          <Button variant="primary" className="justify-self-end" busy={busy} onClick={run}>
            Rotate key
          </Button>
        </>
      )}
    </Dialog>
  );
}
