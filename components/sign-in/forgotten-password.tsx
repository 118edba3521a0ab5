"use client";

import Link from "next/link";
import { useState } from "react";
import { MailSent } from "#components/sign-in/mail-sent";
import { Button, ButtonLink } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";

interface Props {
  requestLink: (input: { purpose: "password"; email: string }) => Promise<ActionResult<void>>;
}

/** Asks for a mailed link with which to set a new password. */
export function ForgottenPassword({ requestLink }: Props) {
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ field?: string; message?: string }>({});
  const [sent, setSent] = useState(false);

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await requestLink({ purpose: "password", email }).catch(() => null);
    setBusy(false);
    if (result?.ok) return setSent(true);
    const [field] = result?.errors ?? [];
    setProblem(
      field
        ? { field: `The e-mail address ${field.message}.` }
        : { message: result?.message ?? "The server could not be reached. Try again." },
    );
  }

  if (sent) {
    return (
      <MailSent email={email}>
        <ButtonLink href="/sign-in">Back to sign-in</ButtonLink>
      </MailSent>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="panel grid gap-4 p-5">
      {problem.message && (
        <Notice tone="bad" alert>
          {problem.message}
        </Notice>
      )}
      <Field label="E-mail" error={problem.field}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          className="h-9"
        />
      </Field>
      <div className="grid gap-2">
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          E-mail me a link
        </Button>
        <Link href="/sign-in" className="justify-self-center rounded p-1 text-xs text-ink-muted hover:text-ink">
          Back to sign-in
        </Link>
      </div>
    </form>
  );
}
