import "server-only";
import { config } from "#lib/config";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { invitationPath, withQuery } from "#lib/dashboard-paths";
import { newId } from "#lib/ids";
import { INVITATION_DAYS, type InvitationMail } from "#lib/invitations/invitation-view";
import { mailProof } from "#lib/invitations/mail-proof";
import { log } from "#lib/log";
import { openMailServer } from "#lib/mail/mail-server";

/** Mails an invitation's link. A mail server that fails undoes nothing: the link can be copied, or sent again. */
export async function mailInvitation(
  ctx: WorkspaceContext,
  { email, token }: { email: string; token: string },
): Promise<InvitationMail> {
  const settings = config().mail;
  if (!settings) return "off";
  const path = withQuery(invitationPath(token), { mailed: mailProof(token) });
  const server = openMailServer(settings);
  try {
    await server.send({
      to: [email],
      messageId: `invitation-${newId()}`,
      subject: `You are invited to ${ctx.workspace.name}`,
      text: [
        ctx.actor.type === "user"
          ? `${ctx.actor.name} invites you to the workspace ${ctx.workspace.name}.`
          : `You are invited to the workspace ${ctx.workspace.name}.`,
        `Open this link to accept; it works once, for ${INVITATION_DAYS} days:`,
        new URL(path, config().url).href,
        "If you did not expect this, ignore it: nothing happens without the link.\n",
      ].join("\n\n"),
    });
    return "sent";
  } catch (error) {
    log().error({ err: error }, "an invitation could not be mailed");
    return "failed";
  } finally {
    server.close();
  }
}
