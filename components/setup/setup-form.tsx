"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";
import type { FieldError } from "#lib/errors/app-error";

interface Props {
  create: (input: { name: string; email: string; password: string }) => Promise<ActionResult<{ email: string }>>;
}

/** Makes the first operator's account, and signs in with it. */
export function SetupForm({ create }: Props) {
  const [values, setValues] = useState({ name: "", email: "", password: "" });
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string>();
  const [errors, setErrors] = useState<FieldError[]>([]);

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setMessage(undefined);
    const result = await create(values).catch(() => null);
    if (result?.ok) {
      await signIn("credentials", { ...result.data, password: values.password, redirect: false }).catch(
        () => undefined,
      );
      return window.location.assign("/operator");
    }
    setBusy(false);
    setErrors(result?.errors ?? []);
    if (!result?.errors.length) setMessage(result?.message ?? "The server could not be reached. Try again.");
  }

  const control = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setValues({ ...values, [name]: event.target.value }),
    className: "h-9",
  });
  const problem = (path: keyof typeof values, label: string) => {
    const error = errors.find((one) => one.path === path);
    return error && `${label} ${error.message}.`;
  };

  return (
    <form onSubmit={submit} noValidate className="panel grid gap-4 p-5">
      {message && (
        <Notice tone="bad" alert>
          {message}
        </Notice>
      )}
      <Field label="Your name" error={problem("name", "Your name")}>
        <Input autoComplete="name" autoFocus {...control("name")} />
      </Field>
      <Field label="E-mail" error={problem("email", "The e-mail address")}>
        <Input type="email" autoComplete="username" {...control("email")} />
      </Field>
      <Field label="Password" hint="At least 12 characters." error={problem("password", "The password")}>
        <Input type="password" autoComplete="new-password" {...control("password")} />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Create account
      </Button>
    </form>
  );
}
