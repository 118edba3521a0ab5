"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { DemoAccounts } from "#components/sign-in/demo-accounts";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";

export interface Account {
  email: string;
  password: string;
  role: string;
  workspace: string;
}

function sentenceFor(status: number | undefined): string {
  if (status === 401) return "The e-mail address or the password is wrong.";
  if (status === 429) return "Too many tries. Wait a few minutes, then try again.";
  return status ? "Signing in failed on our side. Try again." : "The server could not be reached. Try again.";
}

/** @param props.to the page to go to, one of our own paths */
export function SignInForm({ accounts, to }: { accounts: Account[]; to: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const result = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    if (result?.ok) {
      // A full load: the next page must be rendered with the new cookie, and nothing cached from before.
      window.location.assign(to);
      return;
    }
    setBusy(false);
    setError(sentenceFor(result?.status));
  }

  return (
    <div className="grid gap-4">
      <form onSubmit={submit} className="panel grid gap-4 p-5">
        {error && (
          <Notice tone="bad" alert>
            {error}
          </Notice>
        )}
        <Field label="E-mail">
          <Input
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            className="h-9"
          />
        </Field>
        <Field label="Password">
          <Input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            className="h-9"
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          Sign in
        </Button>
      </form>
      {accounts.length > 0 && (
        <DemoAccounts
          accounts={accounts}
          onPick={(account) => {
            setEmail(account.email);
            setPassword(account.password);
            setError(undefined);
          }}
        />
      )}
    </div>
  );
}
