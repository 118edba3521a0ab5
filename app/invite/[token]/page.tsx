import type { Metadata } from "next";
import { acceptInvitationAction, joinByInvitationAction } from "#app/_actions/invitations";
import { optionalUser } from "#app/_lib/session";
import { AcceptInvitation, SignOutAndBack } from "#components/members/accept-invitation";
import { JoinForm } from "#components/members/join-form";
import { SignInFrame } from "#components/sign-in/frame";
import { OrDivider, ProviderButtons } from "#components/sign-in/provider-buttons";
import { ButtonLink } from "#components/ui/button";
import type { CurrentUser } from "#lib/auth/current-user";
import { config } from "#lib/config";
import { invitationPath, withQuery } from "#lib/dashboard-paths";
import { type InvitationOffer, readInvitation } from "#lib/invitations/find-invitation";

export const metadata: Metadata = { title: "Invitation" };

interface Props {
  params: Promise<{ token: string }>;
  /** `mailed` is in the link from the mail, and not in the one to copy. */
  searchParams: Promise<{ mailed?: string | string[] }>;
}

export default async function InvitationPage({ params, searchParams }: Props) {
  const token = decodeURIComponent((await params).token);
  const { mailed } = await searchParams;
  // Signing in is no condition, but it decides what is offered; it also waits for the request.
  const user = await optionalUser();
  const offer = await readInvitation(token);
  return (
    <SignInFrame
      title={offer ? `Join ${offer.workspace.name}` : "This invitation does not work any more"}
      intro={
        offer
          ? `${offer.invitedBy ?? "An admin"} invites you as ${offer.role} of the ${offer.workspace.product} workspace.`
          : "It was used or revoked, or has expired. Ask whoever invited you for a new link."
      }
    >
      <div className="panel grid gap-4 p-5">
        {offer ? (
          <Offer offer={offer} user={user} token={token} proof={typeof mailed === "string" ? mailed : null} />
        ) : (
          <ButtonLink href="/" variant="primary" size="lg">
            Go to Posthorn
          </ButtonLink>
        )}
      </div>
    </SignInFrame>
  );
}

interface OfferProps {
  offer: InvitationOffer;
  user: CurrentUser | null;
  token: string;
  proof: string | null;
}

function Offer({ offer, user, token, proof }: OfferProps) {
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
  const providers = config().providers.map(({ id, name }) => ({ id, name }));
  return (
    <>
      {providers.length > 0 && (
        <>
          <ProviderButtons providers={providers} to={path} />
          <OrDivider />
        </>
      )}
      <JoinForm email={email} workspace={workspace.name} join={joinByInvitationAction.bind(null, token, proof)} />
    </>
  );
}
