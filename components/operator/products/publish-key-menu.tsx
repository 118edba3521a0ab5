"use client";

import { Ban, Ellipsis, RefreshCw } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/keys/key-types";
import { RotateKey } from "#components/keys/rotate-key";
import { type KeyCalls, publishCurl } from "#components/operator/products/key-calls";
import { AlertDialog } from "#components/ui/alert-dialog";
import { buttonStyle } from "#components/ui/button";
import { MenuItem } from "#components/ui/menu";
import { MenuButton } from "#components/ui/menu-button";
import { toast } from "#components/ui/toast";
import type { PublishKeyView } from "#lib/keys/key-view";

interface Props extends Pick<KeyCalls, "rotate" | "revoke"> {
  value: PublishKeyView;
  url: string;
}

/** What can be done to a publish key that works: once it has been replaced, only end it. */
export function PublishKeyMenu({ value: { id, name, last4, replacedBy }, url, rotate, revoke }: Props) {
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const [busy, setBusy] = useState(false);
  const close = (open: boolean) => !open && setAsked(null);

  async function end() {
    setBusy(true);
    const result = await revoke(id).catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not revoked", result?.message ?? UNREACHABLE);
    setAsked(null);
    toast.success("Key revoked", "It is refused within five seconds.");
  }

  return (
    <>
      <MenuButton
        label={`Actions for ${name}, ending ${last4}`}
        className={buttonStyle({ variant: "ghost", size: "icon-sm" })}
        align="end"
        trigger={<Ellipsis aria-hidden />}
      >
        {replacedBy === null && (
          <MenuItem onClick={() => setAsked("rotate")}>
            <RefreshCw aria-hidden /> Rotate…
          </MenuItem>
        )}
        <MenuItem onClick={() => setAsked("revoke")}>
          <Ban aria-hidden /> {replacedBy === null ? "Revoke…" : "End now…"}
        </MenuItem>
      </MenuButton>
      <RotateKey
        name={name}
        open={asked === "rotate"}
        onOpenChange={close}
        rotate={(input) => rotate(id, input)}
        curl={(token) => publishCurl(url, token)}
      />
      <AlertDialog
        open={asked === "revoke"}
        onOpenChange={close}
        title={replacedBy === null ? `Revoke “${name}”?` : `End the old “${name}” now?`}
        description={`Whoever publishes with …${last4} is refused within five seconds, for good.${
          replacedBy === null ? " Rotate it instead if your backend still uses it." : ""
        }`}
        confirmLabel={replacedBy === null ? "Revoke key" : "End it now"}
        destructive
        busy={busy}
        onConfirm={end}
      />
    </>
  );
}
