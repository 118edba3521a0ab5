"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { FieldError } from "#lib/errors/app-error";

interface Props {
  email: string;
  hasPassword: boolean;
  change: (input: { current: string; next: string }) => Promise<ActionResult<void>>;
}

/** A new password. It ends every session, so this browser signs in again with it. */
export function PasswordForm({ email, hasPassword, change }: Props) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string>();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const problem = (path: string) => {
    const error = errors.find((one) => one.path === path);
    return error && `It ${error.message}.`;
  };

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    const result = await change({ current, next }).catch(() => null);
    if (!result?.ok) {
      setBusy(false);
      setErrors(result?.errors ?? []);
      setMessage(
        result?.errors.length ? undefined : (result?.message ?? "The server could not be reached. Try again."),
      );
      return;
    }
    await signIn("credentials", { email, password: next, redirect: false }).catch(() => undefined);
    setBusy(false);
    setErrors([]);
    setMessage(undefined);
    setCurrent("");
    setNext("");
    toast.success("Password changed", "Every other browser is signed out.");
  }

  return (
    <form onSubmit={submit} noValidate className="panel grid gap-4 p-4">
      {message && (
        <Notice tone="bad" alert>
          {message}
        </Notice>
      )}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      {hasPassword && (
        <Field label="Present password" error={problem("current")}>
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
      )}
      <Field label="New password" hint="At least 12 characters." error={problem("next")}>
        <Input
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </Field>
      <Button type="submit" className="justify-self-end" busy={busy} disabled={next === ""}>
        {hasPassword ? "Change password" : "Set password"}
      </Button>
    </form>
  );
}
