"use client";

import { useState } from "react";
import { type MemberActions, UNREACHABLE } from "#components/members/member-types";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { MemberView } from "#lib/members/member-view";
import { may, ROLES, roleAtLeast } from "#lib/permissions/permissions";
import { ROLE_WORDS } from "#lib/permissions/role-words";
import type { Role } from "#prisma/client";

interface Props {
  member: MemberView;
  own: { id: string; role: Role };
  changeRole: MemberActions["changeRole"];
}

/** The roles that somebody with this role can give, the highest first, as options of a Select. */
export function roleOptions(own: Role) {
  return ROLES.toReversed()
    .filter((role) => role !== "owner" || may(own, "owners:write"))
    .map((role) => ({ value: role, label: role.charAt(0).toUpperCase() + role.slice(1) }));
}

/** A member's role. Taking something away is asked about first. */
export function RoleSelect({ member, own, changeRole }: Props) {
  const [asked, setAsked] = useState<Role | null>(null);
  const [busy, setBusy] = useState(false);
  const isOwn = member.id === own.id;

  async function change(role: Role) {
    setBusy(true);
    const result = await changeRole(member.id, role).catch(() => null);
    setBusy(false);
    setAsked(null);
    if (result?.ok) toast.success(`${member.name} is ${role} now`, "It applies from their next click on.");
    else toast.error("Role not changed", result?.message ?? UNREACHABLE);
  }

  return (
    <>
      <Select
        aria-label={`Role of ${member.name}`}
        size="sm"
        className="w-28"
        options={roleOptions(own.role)}
        value={member.role}
        onValueChange={(value) => {
          const role = ROLES.find((one) => one === value);
          if (!role || role === member.role || busy) return;
          if (roleAtLeast(role, member.role)) void change(role);
          else setAsked(role);
        }}
      />
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Make ${isOwn ? "yourself" : member.name} ${asked ?? ""}?`}
        description={
          <div className="grid gap-2">
            {asked && <p>{ROLE_WORDS[asked]}</p>}
            <p>
              Webhooks and API keys of {isOwn ? "yours" : "theirs"} do, from the next event on, only what that role may.
              Invitations that it could not send are revoked.
            </p>
            {isOwn && <p>You can't change this back yourself.</p>}
          </div>
        }
        confirmLabel="Change role"
        destructive
        busy={busy}
        onConfirm={() => asked && void change(asked)}
      />
    </>
  );
}
