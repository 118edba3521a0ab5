"use client";

import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { Notice } from "#components/ui/notice";
import { SecretValue } from "#components/webhooks/secret-once";

interface Props {
  token: string;
  /** A command that tries it. */
  curl: string | null;
  /** Whether somebody has tried to close the dialog. */
  asked: boolean;
  onDone: () => void;
  children?: React.ReactNode;
}

/** A key in full, once: what is stored of it is only its hash. */
export function KeyOnce({ token, curl, asked, onDone, children }: Props) {
  return (
    <div className="grid min-w-0 gap-4">
      <SecretValue secret={token} label="Key" />
      {asked && (
        <Notice tone="warn" alert>
          Nobody can show this key again. If you have copied it, press Done.
        </Notice>
      )}
      {children}
      {curl && (
        <div className="grid min-w-0 gap-1.5">
          <p className="font-medium">Try it</p>
          <CodeBlock code={curl} label="Command" />
        </div>
      )}
      <Button variant="primary" className="justify-self-end" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
