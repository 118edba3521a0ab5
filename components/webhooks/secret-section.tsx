"use client";

import { Eye, EyeOff, RefreshCw, TimerOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { ExactTime, RelativeTime } from "#components/ui/relative-time";
import { toast } from "#components/ui/toast";
import { RotateDialog } from "#components/webhooks/rotate-dialog";
import { SecretValue } from "#components/webhooks/secret-once";
import type { ActionResult } from "#lib/actions/action-result";
import type { RevealedSecret } from "#lib/webhooks/reveal-secret";
import type { RotatedSecret } from "#lib/webhooks/rotate-secret";
import type { RotateSecretInput } from "#lib/webhooks/webhook-schema";

interface Props {
  /** Null for those who may not. */
  reveal: (() => Promise<ActionResult<RevealedSecret>>) | null;
  rotate: ((input: RotateSecretInput) => Promise<ActionResult<RotatedSecret>>) | null;
  expire: (() => Promise<ActionResult<{ expired: number }>>) | null;
  /** Until when a replaced secret signs too. */
  bothUntil: string | null;
}

/** The signing secret: shown on request, replaced with an overlap. */
export function SecretSection({ reveal, rotate, expire, bothUntil }: Props) {
  const router = useRouter();
  const [shown, setShown] = useState<RevealedSecret | null>(null);
  const [busy, setBusy] = useState(false);
  const [rotating, setRotating] = useState(false);
  const [error, setError] = useState<string>();

  async function show() {
    if (!reveal) return;
    setBusy(true);
    setError(undefined);
    const result = await reveal().catch(() => null);
    setBusy(false);
    if (result?.ok) setShown(result.data);
    else setError(result?.message ?? "The server could not be reached. Try again.");
  }

  async function end(expire: NonNullable<Props["expire"]>) {
    setBusy(true);
    setError(undefined);
    const result = await expire().catch(() => null);
    setBusy(false);
    if (!result?.ok) return setError(result?.message ?? "The server could not be reached. Try again.");
    toast.success("The previous secret has ended", "From now on only the current one signs.");
    setShown((before) => before && { ...before, secrets: before.secrets.map((one) => ({ ...one, previous: null })) });
    router.refresh();
  }

  return (
    <section aria-labelledby="secret" className="grid gap-3">
      <div className="grid gap-1">
        <h2 id="secret" className="text-base font-semibold">
          Signing secret
        </h2>
        <p className="text-ink-muted">
          Your server verifies requests with it. Showing and rotating it is noted in the audit log.
        </p>
      </div>
      {error && (
        <Notice tone="bad" alert>
          {error}
        </Notice>
      )}
      {bothUntil && (
        <Notice
          tone="info"
          title="Two secrets sign now"
          actions={
            expire && (
              <Button size="sm" busy={busy} onClick={() => end(expire)}>
                <TimerOff aria-hidden /> End the previous one now
              </Button>
            )
          }
        >
          Every request carries both signatures. The previous secret ends <RelativeTime date={bothUntil} /> (
          <ExactTime date={bothUntil} />
          ).
        </Notice>
      )}
      {shown?.secrets.map((secret) => (
        <Shown key={secret.kind} secret={secret} />
      ))}
      {!reveal && !rotate && (
        <Notice tone="info">
          Developers may show and rotate the secrets of their own webhooks, admins those of all.
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {reveal && (
          <Button busy={busy} onClick={shown ? () => setShown(null) : show}>
            {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {shown ? "Hide secret" : "Reveal secret"}
          </Button>
        )}
        {rotate && (
          <Button onClick={() => setRotating(true)}>
            <RefreshCw aria-hidden /> Rotate secret
          </Button>
        )}
      </div>
      {rotate && (
        <RotateDialog
          open={rotating}
          onOpenChange={setRotating}
          rotate={rotate}
          onRotated={() => setShown(null)}
          onClosed={() => router.refresh()}
        />
      )}
    </section>
  );
}

function Shown({ secret: { kind, secret, publicKey, previous } }: { secret: RevealedSecret["secrets"][number] }) {
  return (
    <div className="grid gap-2">
      {publicKey && <Captioned caption="Public key" hint="Your server verifies with it." value={publicKey} />}
      {publicKey ? (
        <Captioned caption="Private key" hint="Posthorn signs with it; your server does not need it." value={secret} />
      ) : (
        <Captioned caption="Signing secret" hint={kind === "static" ? "Sent as it is." : ""} value={secret} />
      )}
      {previous && (
        <div className="grid gap-1.5">
          <p className="text-xs text-ink-muted">
            Replaced, still signs beside it; ends <RelativeTime date={previous.expiresAt} />:
          </p>
          <SecretValue secret={previous.secret} label="Previous secret" />
        </div>
      )}
    </div>
  );
}

function Captioned({ caption, hint, value }: { caption: string; hint: string; value: string }) {
  return (
    <div className="grid gap-1">
      <p className="text-xs text-ink-muted">
        <span className="font-medium text-ink">{caption}.</span> {hint}
      </p>
      <SecretValue secret={value} label={caption} />
    </div>
  );
}
