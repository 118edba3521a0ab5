"use client";

import { Ellipsis, KeyRound, LogOut, UserMinus } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import type { OperatorActions } from "#components/operator/people/operator-actions";
import { PasswordLinkOnce } from "#components/operator/people/password-link";
import { AlertDialog } from "#components/ui/alert-dialog";
import { buttonStyle } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { MenuItem } from "#components/ui/menu";
import { MenuButton } from "#components/ui/menu-button";
import { toast } from "#components/ui/toast";
import type { OperatorView } from "#lib/operators/operator-view";
import type { PasswordLink } from "#lib/sign-in-links/password-link";

type Question = "remove" | "signOut" | "reset";

const WORDS: Record<Question, (name: string) => { title: string; text: string; confirm: string; done: string }> = {
  remove: (name) => ({
    title: `Take it away from ${name}?`,
    text: "They stop operating with their next request, and the operator keys they made open nothing. Their account stays.",
    confirm: "Remove operator",
    done: "No longer an operator",
  }),
  signOut: (name) => ({
    title: `Sign ${name} out everywhere?`,
    text: "Every browser they are signed in with is signed out. They may sign in again.",
    confirm: "Sign out",
    done: "Signed out everywhere",
  }),
  reset: (name) => ({
    title: `Make a link for ${name} to set a password?`,
    text: "It works once, for a day. When they use it, their present password ends and every browser is signed out.",
    confirm: "Make link",
    done: "Link made",
  }),
};

/** What can be done to an operator. */
export function OperatorMenu({ operator, actions }: { operator: OperatorView; actions: OperatorActions }) {
  const [asked, setAsked] = useState<Question | null>(null);
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<PasswordLink | null>(null);
  const { id, name } = operator;
  const words = asked && WORDS[asked](name);

  async function confirm() {
    if (!asked || !words) return;
    setBusy(true);
    const result = await actions[asked](id).catch(() => null);
    setBusy(false);
    setAsked(null);
    if (!result?.ok) return void toast.error("Nothing was changed", result?.message ?? UNREACHABLE);
    if (result.data) setLink(result.data);
    else toast.success(words.done, name);
  }

  return (
    <>
      <MenuButton
        label={`Actions for ${name}`}
        className={buttonStyle({ variant: "ghost", size: "icon-sm" })}
        align="end"
        trigger={<Ellipsis aria-hidden />}
      >
        <MenuItem onClick={() => setAsked("reset")}>
          <KeyRound aria-hidden /> Reset password…
        </MenuItem>
        <MenuItem onClick={() => setAsked("signOut")}>
          <LogOut aria-hidden /> Sign out everywhere…
        </MenuItem>
        <MenuItem onClick={() => setAsked("remove")}>
          <UserMinus aria-hidden /> Remove operator…
        </MenuItem>
      </MenuButton>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={words?.title ?? ""}
        description={words?.text}
        confirmLabel={words?.confirm ?? ""}
        destructive={asked === "remove"}
        busy={busy}
        onConfirm={confirm}
      />
      <Dialog open={link !== null} onOpenChange={(open) => !open && setLink(null)} title="Set a new password">
        {link && <PasswordLinkOnce link={link} />}
      </Dialog>
    </>
  );
}
