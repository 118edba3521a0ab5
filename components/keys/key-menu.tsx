"use client";

import { Ban, Ellipsis, Pencil, RefreshCw } from "lucide-react";
import { useState } from "react";
import { curlFor } from "#components/keys/curl-for";
import { EditKey } from "#components/keys/edit-key";
import { type KeyActions, UNREACHABLE } from "#components/keys/key-types";
import { RotateKey } from "#components/keys/rotate-key";
import { AlertDialog } from "#components/ui/alert-dialog";
import { buttonStyle } from "#components/ui/button";
import { MenuItem } from "#components/ui/menu";
import { MenuButton } from "#components/ui/menu-button";
import { RelativeTime } from "#components/ui/relative-time";
import { toast } from "#components/ui/toast";
import type { KeyView } from "#lib/keys/key-view";

interface Props {
  value: KeyView;
  url: string;
  actions: KeyActions;
}

/** What can be done to a key that works: once it has been replaced, only end it. */
export function KeyMenu({ value, url, actions }: Props) {
  const [asked, setAsked] = useState<"rotate" | "edit" | "revoke" | null>(null);
  const [busy, setBusy] = useState(false);
  const isReplaced = value.replacedBy !== null;
  const close = (open: boolean) => !open && setAsked(null);

  async function revoke() {
    setBusy(true);
    const result = await actions.revoke(value.id).catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not revoked", result?.message ?? UNREACHABLE);
    setAsked(null);
    toast.success(isReplaced ? "The old key has ended" : "Key revoked");
  }

  return (
    <>
      <MenuButton
        label={`Actions for ${value.name}, ending ${value.last4}`}
        className={buttonStyle({ variant: "ghost", size: "icon-sm" })}
        align="end"
        trigger={<Ellipsis aria-hidden />}
      >
        {!isReplaced && (
          <>
            <MenuItem onClick={() => setAsked("rotate")}>
              <RefreshCw aria-hidden /> Rotate…
            </MenuItem>
            <MenuItem onClick={() => setAsked("edit")}>
              <Pencil aria-hidden /> Edit…
            </MenuItem>
          </>
        )}
        <MenuItem onClick={() => setAsked("revoke")}>
          <Ban aria-hidden /> {isReplaced ? "End now…" : "Revoke…"}
        </MenuItem>
      </MenuButton>
      <RotateKey
        name={value.name}
        open={asked === "rotate"}
        onOpenChange={close}
        rotate={(input) => actions.rotate(value.id, input)}
        curl={(token) => curlFor(url, token, value.scopes)}
      />
      <EditKey value={value} open={asked === "edit"} onOpenChange={close} update={actions.update} />
      <AlertDialog
        open={asked === "revoke"}
        onOpenChange={close}
        title={isReplaced ? `End the old “${value.name}” now?` : `Revoke “${value.name}”?`}
        description={
          <>
            Programs that use …{value.last4} are refused at once, and nothing brings it back.{" "}
            {value.lastUsedAt ? (
              <>
                It was last used <RelativeTime date={value.lastUsedAt} />.
              </>
            ) : (
              "It has never been used."
            )}
          </>
        }
        confirmLabel={isReplaced ? "End it now" : "Revoke key"}
        destructive
        busy={busy}
        onConfirm={revoke}
      />
    </>
  );
}
