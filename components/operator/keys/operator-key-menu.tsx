"use client";

import { Ban, Ellipsis, RefreshCw } from "lucide-react";
import { useState } from "react";
import { KeyOverlap, keyOverlapSeconds } from "#components/keys/key-overlap";
import { UNREACHABLE } from "#components/members/member-types";
import type { OperatorKeyActions } from "#components/operator/keys/operator-key-actions";
import { AlertDialog } from "#components/ui/alert-dialog";
import { buttonStyle } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { MenuItem } from "#components/ui/menu";
import { MenuButton } from "#components/ui/menu-button";
import { USUAL_OVERLAP } from "#components/ui/overlap-field";
import { toast } from "#components/ui/toast";
import { SecretValue } from "#components/webhooks/secret-once";
import type { OperatorKeyView } from "#lib/keys/key-view";

/** Rotates or revokes a key that still works. */
export function OperatorKeyMenu({ view, actions }: { view: OperatorKeyView; actions: OperatorKeyActions }) {
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const [overlap, setOverlap] = useState(USUAL_OVERLAP);
  const [token, setToken] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, name } = view;

  async function rotate() {
    setTried(true);
    const overlapSeconds = keyOverlapSeconds(overlap);
    if (overlapSeconds === null) return;
    setBusy(true);
    const result = await actions.rotate(id, { overlapSeconds }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not rotated", result?.message ?? UNREACHABLE);
    setAsked(null);
    setToken(result.data.token);
  }

  async function revoke() {
    setBusy(true);
    const result = await actions.revoke(id).catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not revoked", result?.message ?? UNREACHABLE);
    setAsked(null);
    toast.success("Revoked", `${name} opens nothing any more.`);
  }

  return (
    <>
      <MenuButton
        label={`Actions for ${name}`}
        className={buttonStyle({ variant: "ghost", size: "icon-sm" })}
        align="end"
        trigger={<Ellipsis aria-hidden />}
      >
        {view.replacedBy === null && (
          <MenuItem onClick={() => setAsked("rotate")}>
            <RefreshCw aria-hidden /> Rotate…
          </MenuItem>
        )}
        <MenuItem onClick={() => setAsked("revoke")}>
          <Ban aria-hidden /> Revoke…
        </MenuItem>
      </MenuButton>
      <AlertDialog
        open={asked === "rotate"}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Rotate ${name}?`}
        description="A new key with the same scopes takes its place. Deploy it while the old one still works."
        confirmLabel="Rotate"
        busy={busy}
        onConfirm={rotate}
      >
        <KeyOverlap value={overlap} onChange={setOverlap} told={tried} />
      </AlertDialog>
      <AlertDialog
        open={asked === "revoke"}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Revoke ${name}?`}
        description="Programs that use it are refused at once. This can't be undone."
        confirmLabel="Revoke key"
        destructive
        busy={busy}
        onConfirm={revoke}
      />
      <Dialog
        open={token !== null}
        onOpenChange={(open) => !open && setToken(null)}
        title="The new key"
        description="Copy it now: it is not shown again."
      >
        {token && <SecretValue secret={token} label="Operator key" />}
      </Dialog>
    </>
  );
}
