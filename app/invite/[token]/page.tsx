import type { Metadata } from "next";
import { acceptInvitationAction, joinByInvitationAction } from "#app/_actions/invitations";
import { optionalUser } from "#app/_lib/session";
import { AcceptInvitation, SignOutAndBack } from "#components/members/accept-invitation";
import { JoinForm } from "#components/members/join-form";
import { LogoMark } from "#components/shell/logo";
import { ButtonLink } from "#components/ui/button";
import type { CurrentUser } from "#lib/auth/current-user";
import { invitationPath, withQuery } from "#lib/dashboard-paths";
import { type InvitationOffer, readInvitation } from "#lib/invitations/find-invitation";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const token = decodeURIComponent((await params).token);
  // Signing in is no condition, but it decides what is offered; it also waits for the request.
  const user = await optionalUser();
  const offer = await readInvitation(token);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-sm gap-6">
        <div className="grid justify-items-center gap-3 text-center">
          <LogoMark className="size-10" />
          <h1 className="text-xl font-semibold tracking-tight text-balance wrap-anywhere">
            {offer ? `Join ${offer.workspace.name}` : "This invitation does not work any more"}
          </h1>
          <p className="text-ink-muted text-pretty wrap-anywhere">
            {offer
              ? `${offer.invitedBy ?? "An admin"} invites you as ${offer.role} of the ${offer.workspace.product} workspace.`
              : "It was used or revoked, or has expired. Ask whoever invited you for a new link."}
          </p>
        </div>
        <div className="panel grid gap-4 p-5">
          {offer ? (
            <Offer offer={offer} user={user} token={token} />
          ) : (
            <ButtonLink href="/" variant="primary" size="lg">
              Go to Posthorn
            </ButtonLink>
          )}
        </div>
      </div>
    </main>
  );
}

function Offer({ offer, user, token }: { offer: InvitationOffer; user: CurrentUser | null; token: string }) {
  const { email, workspace, hasAccount } = offer;
  const path = invitationPath(token);
  if (user?.email === email) {
    return <AcceptInvitation label={`Join ${workspace.name}`} accept={acceptInvitationAction.bind(null, token)} />;
  }
  if (user) {
    return (
      <>
        <p className="text-pretty wrap-anywhere">
          The invitation is for <strong>{email}</strong>, and you are signed in as {user.email}. Sign out to accept it.
        </p>
        <SignOutAndBack path={path} />
      </>
    );
  }
  if (hasAccount) {
    return (
      <>
        <p className="text-pretty wrap-anywhere">
          There is an account for <strong>{email}</strong>. Sign in with it to accept.
        </p>
        <ButtonLink href={withQuery("/sign-in", { to: path })} variant="primary" size="lg">
          Sign in
        </ButtonLink>
      </>
    );
  }
  return <JoinForm email={email} workspace={workspace.name} join={joinByInvitationAction.bind(null, token)} />;
}
