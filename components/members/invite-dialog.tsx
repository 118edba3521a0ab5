"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { InvitationLink } from "#components/members/invitation-link";
import { type InvitationActions, UNREACHABLE } from "#components/members/member-types";
import { roleOptions } from "#components/members/role-select";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { SentInvitation } from "#lib/invitations/invitation-view";
import { ROLES } from "#lib/permissions/permissions";
import { ROLE_WORDS } from "#lib/permissions/role-words";
import type { Role } from "#prisma/client";

/** Asks whom to invite as what, and shows the link. */
export function InviteDialog({ ownRole, create }: { ownRole: Role; create: InvitationActions["create"] }) {
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("developer");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [sent, setSent] = useState<SentInvitation | null>(null);

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const result = await create({ email, role }).catch(() => null);
    setBusy(false);
    if (result?.ok) return setSent(result.data);
    const problem = result?.errors.find(({ path }) => path === "email");
    setError(problem ? `The e-mail address ${problem.message}.` : (result?.message ?? UNREACHABLE));
  }

  function change(next: boolean) {
    setOpen(next);
    if (!next) return;
    setEmail("");
    setError(undefined);
    setSent(null);
  }

  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <UserPlus aria-hidden /> Invite
      </Button>
      <Dialog open={open} onOpenChange={change} title={sent ? "Invitation made" : "Invite somebody"}>
        {sent ? (
          <>
            <InvitationLink sent={sent} />
            <Button variant="primary" className="justify-self-end" onClick={() => change(false)}>
              Done
            </Button>
          </>
        ) : (
          <form onSubmit={submit} noValidate className="grid gap-4">
            <Field label="E-mail" error={error}>
              <Input
                type="email"
                autoFocus
                autoComplete="off"
                placeholder="person@example.com"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            </Field>
            <Field label="Role" hint={ROLE_WORDS[role]}>
              <Select
                options={roleOptions(ownRole)}
                value={role}
                onValueChange={(value) => setRole(ROLES.find((one) => one === value) ?? role)}
              />
            </Field>
            <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
              Invite
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
