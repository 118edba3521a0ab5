"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { KeyOnce } from "#components/keys/key-once";
import { KeyOverlap, keyOverlapSeconds } from "#components/keys/key-overlap";
import { UNREACHABLE } from "#components/keys/key-types";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { USUAL_OVERLAP } from "#components/ui/overlap-field";
import { ExactTime } from "#components/ui/relative-time";
import type { ActionResult } from "#lib/actions/action-result";

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
  const [overlap, setOverlap] = useState(USUAL_OVERLAP);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [rotated, setRotated] = useState<Rotated | null>(null);
  const [asked, setAsked] = useState(false);

  async function run() {
    setTried(true);
    const seconds = keyOverlapSeconds(overlap);
    if (seconds === null) return;
    setBusy(true);
    setError(undefined);
    const result = await rotate({ overlapSeconds: seconds }).catch(() => null);
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
          <KeyOverlap value={overlap} onChange={setOverlap} told={tried} />
          <Button variant="primary" className="justify-self-end" busy={busy} onClick={run}>
            Rotate key
          </Button>
        </>
      )}
    </Dialog>
  );
}
