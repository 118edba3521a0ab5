"use client";

import Link from "next/link";
import { signIn } from "next-auth/react";
import { useRef, useState } from "react";
import { DemoAccounts } from "#components/sign-in/demo-accounts";
import { MailSent } from "#components/sign-in/mail-sent";
import { OrDivider, ProviderButtons, type ProviderChoice } from "#components/sign-in/provider-buttons";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";

export interface Account {
  email: string;
  password: string;
  role: string;
  workspace: string;
}

interface Props {
  providers: ProviderChoice[];
  accounts: Account[];
  /** The page to go to, one of our own paths. */
  to: string;
  /** Why the last try did not work out. */
  problem: string | undefined;
  /** Asks for a mailed link; null where no mail goes out. */
  requestLink: ((input: { purpose: "sign-in"; email: string; to: string }) => Promise<ActionResult<void>>) | null;
}

const UNREACHABLE = "The server could not be reached. Try again.";

function sentenceFor(status: number | undefined): string {
  if (status === 401) return "The e-mail address or the password is wrong.";
  if (status === 429) return "Too many tries. Wait a few minutes, then try again.";
  return status ? "Signing in failed on our side. Try again." : UNREACHABLE;
}

/** Every way to sign in that is configured: providers, a password, a mailed link. */
export function SignInForm({ providers, accounts, to, problem, requestLink }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState<"password" | "link" | null>(null);
  const [error, setError] = useState(problem);
  const [sentTo, setSentTo] = useState<string>();
  const emailInput = useRef<HTMLInputElement>(null);

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy("password");
    setError(undefined);
    const result = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    if (result?.ok) {
      // A full load: the next page must be rendered with the new cookie, and nothing cached from before.
      window.location.assign(to);
      return;
    }
    setBusy(null);
    setError(sentenceFor(result?.status));
  }

  async function mailLink() {
    // The browser says what is wrong with the address, in the reader's language.
    if (!requestLink || !emailInput.current?.reportValidity()) return;
    setBusy("link");
    setError(undefined);
    const result = await requestLink({ purpose: "sign-in", email, to }).catch(() => null);
    setBusy(null);
    if (result?.ok) return setSentTo(email);
    const [field] = result?.errors ?? [];
    setError(field ? `The e-mail address ${field.message}.` : (result?.message ?? UNREACHABLE));
  }

  if (sentTo !== undefined) {
    return (
      <MailSent email={sentTo}>
        <Button onClick={() => setSentTo(undefined)}>Sign in another way</Button>
      </MailSent>
    );
  }
  return (
    <div className="grid gap-4">
      <div className="panel grid gap-4 p-5">
        {error && (
          <Notice tone="bad" alert>
            {error}
          </Notice>
        )}
        {providers.length > 0 && (
          <>
            <ProviderButtons providers={providers} to={to} />
            <OrDivider />
          </>
        )}
        <form onSubmit={submit} className="grid gap-4">
          <Field label="E-mail">
            <Input
              ref={emailInput}
              name="email"
              type="email"
              autoComplete="username"
              required
              autoFocus={providers.length === 0}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              className="h-9"
            />
          </Field>
          <Field
            label="Password"
            hint={
              requestLink && (
                <Link href="/sign-in/password" className="rounded text-accent-strong hover:underline">
                  Forgot your password?
                </Link>
              )
            }
          >
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
          <div className="grid gap-2">
            <Button type="submit" variant="primary" size="lg" busy={busy === "password"}>
              Sign in
            </Button>
            {requestLink && (
              <Button variant="ghost" size="lg" busy={busy === "link"} onClick={mailLink}>
                E-mail me a link instead
              </Button>
            )}
          </div>
        </form>
      </div>
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
