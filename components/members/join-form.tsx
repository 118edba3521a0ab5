"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";
import type { FieldError } from "#lib/errors/app-error";

interface Props {
  email: string;
  workspace: string;
  join: (input: { name: string; password: string }) => Promise<ActionResult<{ slug: string; email: string }>>;
}

/** Makes an account for the invited address, and signs in with it. */
export function JoinForm({ email, workspace, join }: Props) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string>();
  const [errors, setErrors] = useState<FieldError[]>([]);
  const problem = (path: string, label: string) => {
    const error = errors.find((one) => one.path === path);
    return error && `${label} ${error.message}.`;
  };

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setMessage(undefined);
    const result = await join({ name, password }).catch(() => null);
    if (result?.ok) {
      await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
      return window.location.assign(`/${result.data.slug}`);
    }
    setBusy(false);
    setErrors(result?.errors ?? []);
    if (!result?.errors.length) setMessage(result?.message ?? UNREACHABLE);
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {message && (
        <Notice tone="bad" alert>
          {message}
        </Notice>
      )}
      <Field label="E-mail" hint="The invitation is for this address.">
        <Input type="email" autoComplete="username" readOnly value={email} className="h-9 bg-sunken" />
      </Field>
      <Field label="Your name" error={problem("name", "Your name")}>
        <Input
          autoComplete="name"
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="h-9"
        />
      </Field>
      <Field label="Password" hint="At least 12 characters." error={problem("password", "The password")}>
        <Input
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="h-9"
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Join {workspace}
      </Button>
    </form>
  );
}
