"use client";

import { Ban, Ellipsis, RefreshCw } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import type { OperatorKeyActions } from "#components/operator/keys/operator-key-actions";
import { AlertDialog } from "#components/ui/alert-dialog";
import { buttonStyle } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { MenuItem } from "#components/ui/menu";
import { MenuButton } from "#components/ui/menu-button";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import { SecretValue } from "#components/webhooks/secret-once";
import type { OperatorKeyView } from "#lib/keys/key-view";

const OVERLAPS = [
  { value: "0", label: "Not at all" },
  { value: "3600", label: "For an hour" },
  { value: "86400", label: "For a day" },
  { value: "604800", label: "For a week" },
  { value: "2592000", label: "For 30 days" },
];

/** Rotates or revokes a key that still works. */
export function OperatorKeyMenu({ view, actions }: { view: OperatorKeyView; actions: OperatorKeyActions }) {
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const [overlap, setOverlap] = useState("86400");
  const [token, setToken] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { id, name } = view;

  async function rotate() {
    setBusy(true);
    const result = await actions.rotate(id, { overlapSeconds: Number(overlap) }).catch(() => null);
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
        <Field label="The old one goes on working">
          <Select options={OVERLAPS} value={overlap} onValueChange={setOverlap} />
        </Field>
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
