"use client";

import { useEffect, useRef, useState } from "react";
import { SignatureResult } from "#components/deliveries/signature-result";
import { Button } from "#components/ui/button";
import { DialogPopup } from "#components/ui/dialog-popup";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import type { ActionResult } from "#lib/actions/action-result";
import type { AttemptView } from "#lib/deliveries/delivery-view";
import type { SignatureCheck, SignatureCheckInput } from "#lib/deliveries/signature-check";

export type CheckSignature = (id: string, input: SignatureCheckInput) => Promise<ActionResult<SignatureCheck>>;

export interface SignatureCheckProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  attempt: AttemptView;
  /** As it was sent; empty when it is not at hand. */
  body: string;
  check: (input: SignatureCheckInput) => Promise<ActionResult<SignatureCheck>>;
}

/** What HTTP needs, and no signature. */
const PLAIN_HEADER = /^(host|connection|content-type|content-length|user-agent|accept|accept-encoding)$/i;

const TIMES = [
  { value: "sent", label: "When it was sent" },
  { value: "now", label: "Now, as a receiver would" },
];

const CODE = "max-h-48 font-mono text-xs max-sm:text-base";

/** Verifies what was sent, or what a server received, and says in plain words why it does not match. */
export function SignatureDialog({ open, onOpenChange, attempt, body: sentBody, check }: SignatureCheckProps) {
  const sentHeaders = attempt.request.headers
    .filter(([name]) => !PLAIN_HEADER.test(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
  const [secret, setSecret] = useState("");
  const [headers, setHeaders] = useState(sentHeaders);
  const [body, setBody] = useState(sentBody);
  const [at, setAt] = useState<"sent" | "now">("sent");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [result, setResult] = useState<SignatureCheck | null>(null);

  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a small screen it is below the fold.
    if (result || error) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [result, error]);

  async function run(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const answer = await check({
      attempt: attempt.id,
      at,
      ...(secret.trim() && { secret }),
      // A text field may change line ends, so what was not edited is taken from the log.
      ...(headers !== sentHeaders && { headers }),
      ...(body !== sentBody && { body }),
    }).catch(() => null);
    setBusy(false);
    setResult(answer?.ok ? answer.data : null);
    if (!answer?.ok) setError(answer?.message ?? "The server could not be reached. Try again.");
  }

  /** What was found is about what was typed before. */
  function edit<T>(set: (value: T) => void) {
    return (value: T) => {
      set(value);
      setResult(null);
      setError(undefined);
    };
  }

  return (
    <DialogPopup
      open={open}
      onOpenChange={onOpenChange}
      title="Verify signature"
      description={`Attempt ${attempt.number} as it was sent. Replace anything by what your server has, and see what differs.`}
      className="w-[min(42rem,calc(100vw-2rem))]"
    >
      <form onSubmit={run} className="grid min-w-0 gap-4">
        <Field
          label="Secret"
          optional
          hint="Empty: the webhook's own, for those who may reveal it. It is used once and not kept."
        >
          <Input
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
            value={secret}
            onChange={(event) => edit(setSecret)(event.target.value)}
          />
        </Field>
        <Field label="Headers" hint="One per line, as “name: value”.">
          <Textarea
            rows={5}
            dir="ltr"
            spellCheck={false}
            className={CODE}
            value={headers}
            onChange={(event) => edit(setHeaders)(event.target.value)}
          />
        </Field>
        <Field label="Body" hint="The raw bytes, before anything parsed them.">
          <Textarea
            rows={5}
            dir="ltr"
            spellCheck={false}
            className={CODE}
            value={body}
            onChange={(event) => edit(setBody)(event.target.value)}
          />
        </Field>
        <Field label="Judge the timestamp by">
          <Select options={TIMES} value={at} onValueChange={(value) => edit(setAt)(value === "now" ? "now" : "sent")} />
        </Field>
        <div ref={outcome} role="status" className="empty:hidden">
          {error && <Notice tone="bad">{error}</Notice>}
          {result && <SignatureResult result={result} />}
        </div>
        <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
          Verify
        </Button>
      </form>
    </DialogPopup>
  );
}
