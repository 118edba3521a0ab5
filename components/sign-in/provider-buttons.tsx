"use client";

import { signIn } from "next-auth/react";
import { useEffect, useState } from "react";
import { ProviderMark } from "#components/sign-in/provider-mark";
import { Button } from "#components/ui/button";

export interface ProviderChoice {
  id: string;
  name: string;
}

/**
 * A button for each configured provider.
 *
 * @param props.to the page to go to afterwards, one of our own paths
 */
export function ProviderButtons({ providers, to }: { providers: ProviderChoice[]; to: string }) {
  const [busy, setBusy] = useState<string | null>(null);

  useEffect(() => {
    // Who comes back from the provider with the browser's own button finds the page as it was left.
    const reset = () => setBusy(null);
    window.addEventListener("pageshow", reset);
    return () => window.removeEventListener("pageshow", reset);
  }, []);

  return (
    <ul aria-label="Ways to sign in" className="grid gap-2">
      {providers.map(({ id, name }) => (
        <li key={id} className="grid">
          <Button
            size="lg"
            busy={busy === id}
            onClick={() => {
              setBusy(id);
              signIn(id, { callbackUrl: to }).catch(() => window.location.assign("/sign-in?error=failed"));
            }}
          >
            {busy !== id && <ProviderMark provider={id} />}
            <span className="truncate">Continue with {name}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Between the buttons and a form. */
export function OrDivider() {
  return (
    <div className="flex items-center gap-3 text-xs text-ink-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      or
    </div>
  );
}
