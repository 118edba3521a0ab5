"use client";

import { ShieldCheck } from "lucide-react";
import { Suspense, useState } from "react";
import type { SignatureCheckProps } from "#components/deliveries/signature-dialog";
import { Button } from "#components/ui/button";
import { onDemand, useWasOpen } from "#components/ui/on-demand";

const SignatureDialog = onDemand(() =>
  import("#components/deliveries/signature-dialog").then((module) => module.SignatureDialog),
);

/** The way to the dialog that verifies an attempt's signature. */
export function VerifySignature(props: Omit<SignatureCheckProps, "open" | "onOpenChange">) {
  const [open, setOpen] = useState(false);
  const wasOpened = useWasOpen(open);
  return (
    <>
      <Button
        size="sm"
        className="justify-self-start"
        onPointerEnter={SignatureDialog.preload}
        onClick={() => setOpen(true)}
      >
        <ShieldCheck aria-hidden /> Verify signature
      </Button>
      {wasOpened && (
        <Suspense>
          <SignatureDialog {...props} open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
