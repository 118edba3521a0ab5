"use client";

import { useEffect } from "react";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";

/** What a section shows in place of a page that failed. */
export function SectionError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <>
      <h1 className="sr-only">Error</h1>
      <EmptyState
        title="This page could not be loaded"
        actions={
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
        }
      >
        Something failed on our side. Trying again often helps.
        {error.digest && <span className="mt-1 block font-mono text-xs">Reference {error.digest}</span>}
      </EmptyState>
    </>
  );
}
