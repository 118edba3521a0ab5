"use client";

import { Notice } from "#components/ui/notice";
import { SecretValue } from "#components/webhooks/secret-once";
import { INVITATION_DAYS, type SentInvitation } from "#lib/invitations/invitation-view";

/** An invitation's link, the only time it is shown, and what came of mailing it. */
export function InvitationLink({ sent: { invitation, url, mail } }: { sent: SentInvitation }) {
  return (
    <div className="grid gap-4">
      {mail === "sent" && <Notice tone="good">Mailed to {invitation.email}.</Notice>}
      {mail === "failed" && (
        <Notice tone="warn">The mail server did not take it. Send the link yourself, or try again later.</Notice>
      )}
      <p className="text-ink-soft text-pretty">
        {mail === "sent" ? "You can also send" : "Send"} this link to {invitation.email}. It works once, for{" "}
        {INVITATION_DAYS} days, and is not shown again.
      </p>
      <SecretValue secret={url} label="Invitation link" />
    </div>
  );
}
