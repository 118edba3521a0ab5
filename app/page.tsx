import { redirect } from "next/navigation";
import { acceptOwnInvitationAction } from "#app/_actions/invitations";
import { requireUser } from "#app/_lib/session";
import { AcceptInvitation } from "#components/members/accept-invitation";
import { Logo } from "#components/shell/logo";
import { EmptyState } from "#components/ui/empty-state";
import { developerPath } from "#lib/dashboard-paths";
import { listOwnInvitations } from "#lib/invitations/own-invitations";

export default async function Home() {
  const user = await requireUser();
  const first = user.memberships.find(({ suspendedAt }) => !suspendedAt) ?? user.memberships[0];
  if (first) redirect(developerPath(first.workspace.slug, "webhooks"));
  const invitations = await listOwnInvitations(user);
  if (user.isOperator && invitations.length === 0) redirect("/operator");
  return (
    <main className="mx-auto grid max-w-xl gap-6 px-4 py-16">
      <Logo />
      {invitations.length === 0 ? (
        <EmptyState title="You belong to no workspace">
          Ask an admin of your workspace to add you as a member, then reload this page.
        </EmptyState>
      ) : (
        <section aria-labelledby="invitations" className="grid gap-3">
          <h1 id="invitations" className="text-xl font-semibold tracking-tight">
            You are invited
          </h1>
          <ul className="panel divide-y divide-line">
            {invitations.map(({ id, role, workspace }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-3 p-4">
                <p className="min-w-0 flex-1 basis-48 wrap-anywhere">
                  <span className="block font-medium">{workspace.name}</span>
                  <span className="text-ink-muted">
                    As {role} of the {workspace.product} workspace
                  </span>
                </p>
                <AcceptInvitation label={`Join ${workspace.name}`} accept={acceptOwnInvitationAction.bind(null, id)} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
