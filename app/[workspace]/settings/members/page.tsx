import type { Metadata } from "next";
import Link from "next/link";
import { createInvitationAction, renewInvitationAction, revokeInvitationAction } from "#app/_actions/invitations";
import {
  changeRoleAction,
  leaveWorkspaceAction,
  removeMemberAction,
  transferOwnershipAction,
} from "#app/_actions/members";
import { pageContext } from "#app/_lib/session";
import { InvitationTable } from "#components/members/invitation-table";
import { InviteDialog } from "#components/members/invite-dialog";
import { MemberTable } from "#components/members/member-table";
import { PageHeader } from "#components/shell/page-header";
import { actingUserId, isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { settingsPath } from "#lib/dashboard-paths";
import { publicId } from "#lib/ids";
import { listInvitations } from "#lib/invitations/list-invitations";
import { listMembers } from "#lib/members/list-members";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const { slug, name } = ctx.workspace;
  const members = await listMembers(ctx);
  const mayInvite = isAllowed(ctx, "members:write");
  return (
    <div className="max-w-4xl">
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Members" }]}
        title="Members"
        description={
          <>
            Who may see and change this workspace.{" "}
            <Link href={settingsPath(slug, "roles")} className="text-link underline">
              What each role may do
            </Link>
          </>
        }
        actions={mayInvite && <InviteDialog ownRole={ctx.role} create={createInvitationAction.bind(null, slug)} />}
      />
      <div className="grid gap-8">
        <MemberTable
          members={members}
          own={{ id: publicId("user", actingUserId(ctx) ?? ""), role: ctx.role }}
          workspace={name}
          actions={{
            changeRole: changeRoleAction.bind(null, slug),
            remove: removeMemberAction.bind(null, slug),
            leave: leaveWorkspaceAction.bind(null, slug),
            transfer: transferOwnershipAction.bind(null, slug),
          }}
        />
        {mayInvite && <Invitations ctx={ctx} />}
      </div>
    </div>
  );
}

async function Invitations({ ctx }: { ctx: WorkspaceContext }) {
  const invitations = await listInvitations(ctx);
  const { slug } = ctx.workspace;
  return (
    <section aria-labelledby="invitations" className="grid gap-2">
      <h2 id="invitations" className="text-base font-semibold">
        Open invitations
      </h2>
      {invitations.length === 0 ? (
        <p className="text-ink-muted">Nobody is invited at the moment.</p>
      ) : (
        <InvitationTable
          invitations={invitations}
          ownRole={ctx.role}
          actions={{
            create: createInvitationAction.bind(null, slug),
            renew: renewInvitationAction.bind(null, slug),
            revoke: revokeInvitationAction.bind(null, slug),
          }}
        />
      )}
    </section>
  );
}
