"use client";

import type { NewKey } from "#components/operator/products/publish-keys";
import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { Dialog } from "#components/ui/dialog";
import { SecretValue } from "#components/webhooks/secret-once";

/** A key that was just made, in full, and how to publish with it. */
export function KeyOnce({ made, url, onClose }: { made: NewKey | null; url: string; onClose: () => void }) {
  const code = [
    `curl ${url}/api/v1/events \\`,
    `  -H "Authorization: Bearer ${made?.token}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '{"workspace":"<slug>","type":"<event type>","data":{"id":"1"}}'`,
  ].join("\n");
  return (
    <Dialog
      open={made !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Copy “${made?.key.name}” now`}
      description="It is not shown again. Keep it where your backend keeps its secrets."
      className="w-[min(38rem,calc(100vw-2rem))]"
    >
      {made && (
        <div className="grid gap-4">
          <SecretValue secret={made.token} label="Publish key" />
          <CodeBlock label="Publish with curl" code={code} />
          <Button variant="primary" className="justify-self-end" onClick={onClose}>
            I have copied it
          </Button>
        </div>
      )}
    </Dialog>
  );
}
