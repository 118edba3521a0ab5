"use client";

import { useEffect } from "react";
import { Logo } from "#components/shell/logo";
import { Button } from "#components/ui/button";

/** What stands in place of a page that failed outside of any section. */
export function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="grid justify-items-center gap-4 text-center">
        <Logo />
        <h1 className="text-xl font-semibold tracking-tight">This page could not be loaded</h1>
        <p className="max-w-sm text-ink-muted">Something failed on our side. Trying again often helps.</p>
        {error.digest && <p className="font-mono text-xs text-ink-muted">Reference {error.digest}</p>}
        <Button variant="primary" onClick={() => retry()}>
          Try again
        </Button>
      </div>
    </main>
  );
}
