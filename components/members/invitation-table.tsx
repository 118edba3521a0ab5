"use client";

import { useState } from "react";
import { InvitationLink } from "#components/members/invitation-link";
import { type InvitationActions, UNREACHABLE } from "#components/members/member-types";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { toast } from "#components/ui/toast";
import type { InvitationView, SentInvitation } from "#lib/invitations/invitation-view";
import { may } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

interface Props {
  invitations: InvitationView[];
  ownRole: Role;
  actions: InvitationActions;
}

/** Invitations that nobody has accepted yet. */
export function InvitationTable({ invitations, ownRole, actions }: Props) {
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  async function renew({ id }: InvitationView) {
    setBusy(id);
    const result = await actions.renew(id).catch(() => null);
    setBusy(null);
    if (result?.ok) setSent(result.data);
    else toast.error("No new link was made", result?.message ?? UNREACHABLE);
  }

  async function revoke({ id, email }: InvitationView) {
    setBusy(id);
    const result = await actions.revoke(id).catch(() => null);
    setBusy(null);
    if (result?.ok) toast.success("Invitation revoked", `The link sent to ${email} no longer works.`);
    else toast.error("Not revoked", result?.message ?? UNREACHABLE);
  }

  return (
    <>
      <Table label="Invitations">
        <thead>
          <tr>
            <TableHead className="w-[45%] max-w-0">E-mail</TableHead>
            <TableHead className="hidden sm:table-cell">Role</TableHead>
            <TableHead className="hidden sm:table-cell">Link ends</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <TableRow key={invitation.id}>
              <TableCell className="max-w-0">
                <span className="block truncate">{invitation.email}</span>
                <span className="block truncate text-xs text-ink-muted sm:hidden">
                  as {invitation.role}
                  {invitation.expired && ", expired"}
                </span>
                {invitation.invitedBy && (
                  <span className="block truncate text-xs text-ink-muted">invited by {invitation.invitedBy}</span>
                )}
              </TableCell>
              <TableCell className="hidden capitalize sm:table-cell">{invitation.role}</TableCell>
              <TableCell className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
                {invitation.expired ? <Badge tone="warn">Expired</Badge> : <RelativeTime date={invitation.expiresAt} />}
              </TableCell>
              <TableCell>
                {may(ownRole, invitation.role === "owner" ? "owners:write" : "members:write") && (
                  <span className="flex justify-end gap-1 max-sm:flex-col">
                    <Button
                      size="sm"
                      aria-label={`Send ${invitation.email} a new link`}
                      busy={busy === invitation.id}
                      onClick={() => renew(invitation)}
                    >
                      Send again
                    </Button>
                    <Button
                      size="sm"
                      variant="danger"
                      aria-label={`Revoke the invitation of ${invitation.email}`}
                      onClick={() => revoke(invitation)}
                    >
                      Revoke
                    </Button>
                  </span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      <Dialog open={sent !== null} onOpenChange={(open) => !open && setSent(null)} title="A new link">
        {sent && <InvitationLink sent={sent} />}
      </Dialog>
    </>
  );
}
