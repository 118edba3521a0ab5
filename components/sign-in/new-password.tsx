"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";

interface Props {
  email: string;
  reset: (input: { password: string }) => Promise<ActionResult<{ email: string; to: string }>>;
}

/** Sets a new password by a mailed link, and signs in with it. */
export function NewPasswordForm({ email, reset }: Props) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ field?: string; message?: string }>({});

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await reset({ password }).catch(() => null);
    if (result?.ok) {
      const { email: address, to } = result.data;
      await signIn("credentials", { email: address, password, redirect: false }).catch(() => undefined);
      return window.location.assign(to);
    }
    setBusy(false);
    const [field] = result?.errors ?? [];
    setProblem(
      field
        ? { field: `The password ${field.message}.` }
        : { message: result?.message ?? "The server could not be reached. Try again." },
    );
  }

  return (
    <form onSubmit={submit} noValidate className="panel grid gap-4 p-5">
      {problem.message && (
        <Notice tone="bad" alert>
          {problem.message}
        </Notice>
      )}
      <Field label="E-mail">
        <Input type="email" autoComplete="username" readOnly value={email} className="h-9 bg-sunken" />
      </Field>
      <Field label="New password" hint="At least 12 characters." error={problem.field}>
        <Input
          type="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="h-9"
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Set password and sign in
      </Button>
    </form>
  );
}
