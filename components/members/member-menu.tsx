"use client";

import { ArrowRightLeft, Ellipsis, LogOut, UserMinus } from "lucide-react";
import { useState } from "react";
import { type MemberActions, UNREACHABLE } from "#components/members/member-types";
import { AlertDialog } from "#components/ui/alert-dialog";
import { buttonStyle } from "#components/ui/button";
import { MenuItem } from "#components/ui/menu";
import { MenuButton } from "#components/ui/menu-button";
import { toast } from "#components/ui/toast";
import type { MemberView } from "#lib/members/member-view";
import type { Role } from "#prisma/client";

type Question = "remove" | "leave" | "transfer";

interface Props {
  member: MemberView;
  own: { id: string; role: Role };
  workspace: string;
  actions: MemberActions;
}

/** What can be done to a member beside changing the role. */
export function MemberMenu({ member, own, workspace, actions }: Props) {
  const [asked, setAsked] = useState<Question | null>(null);
  const [busy, setBusy] = useState(false);
  const isOwn = member.id === own.id;
  const words = asked && QUESTIONS[asked](member.name, workspace);

  async function confirm() {
    if (!asked || !words) return;
    setBusy(true);
    const run = {
      remove: () => actions.remove(member.id),
      leave: actions.leave,
      transfer: () => actions.transfer(member.id),
    };
    const result = await run[asked]().catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error(words.failed, result?.message ?? UNREACHABLE);
    setAsked(null);
    // Everything on the page belongs to a workspace that is no longer the reader's.
    if (asked === "leave") return window.location.assign("/");
    toast.success(words.done);
  }

  return (
    <>
      <MenuButton
        label={`Actions for ${member.name}`}
        className={buttonStyle({ variant: "ghost", size: "icon-sm" })}
        align="end"
        trigger={<Ellipsis aria-hidden />}
      >
        {own.role === "owner" && !isOwn && (
          <MenuItem onClick={() => setAsked("transfer")}>
            <ArrowRightLeft aria-hidden /> Transfer ownership…
          </MenuItem>
        )}
        {isOwn ? (
          <MenuItem onClick={() => setAsked("leave")}>
            <LogOut aria-hidden /> Leave workspace…
          </MenuItem>
        ) : (
          <MenuItem onClick={() => setAsked("remove")}>
            <UserMinus aria-hidden /> Remove…
          </MenuItem>
        )}
      </MenuButton>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={words?.title ?? ""}
        description={words?.text}
        confirmLabel={words?.confirm ?? ""}
        destructive
        busy={busy}
        onConfirm={confirm}
      />
    </>
  );
}

const KEPT = "receive what a viewer may see, until an admin gives them another owner.";

const QUESTIONS = {
  remove: (name: string, workspace: string) => ({
    title: `Remove ${name}?`,
    text: `They lose access to ${workspace} at once. Webhooks they own stay and ${KEPT}`,
    confirm: "Remove member",
    done: `${name} was removed`,
    failed: "Not removed",
  }),
  leave: (_: string, workspace: string) => ({
    title: `Leave ${workspace}?`,
    text: `Only an invitation brings you back. Webhooks you own stay and ${KEPT}`,
    confirm: "Leave workspace",
    done: "",
    failed: "You have not left",
  }),
  transfer: (name: string, workspace: string) => ({
    title: `Make ${name} owner of ${workspace}?`,
    text: "You become an admin. Only an owner can change this back.",
    confirm: "Transfer ownership",
    done: `${name} is an owner now`,
    failed: "Not transferred",
  }),
} satisfies Record<Question, (name: string, workspace: string) => Record<string, string>>;
