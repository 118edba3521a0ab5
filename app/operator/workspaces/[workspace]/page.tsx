import { Download } from "lucide-react";
import type { Metadata } from "next";
import {
  createOperatedKeyAction,
  deleteOperatedAction,
  inviteMemberAction,
  resumeWorkspaceAction,
  suspendWorkspaceAction,
  updateOperatedAction,
} from "#app/_actions/operated-workspaces";
import { requireOperator } from "#app/_lib/operator";
import { orNotFound } from "#app/_lib/session";
import { InviteDialog } from "#components/members/invite-dialog";
import { Activity } from "#components/operator/workspaces/activity";
import { ApiKeyDialog } from "#components/operator/workspaces/api-key-dialog";
import { OperatedFacts } from "#components/operator/workspaces/operated-facts";
import { OperatedMembers } from "#components/operator/workspaces/operated-members";
import { SuspensionSection } from "#components/operator/workspaces/suspension-section";
import { WorkspaceStatus } from "#components/operator/workspaces/workspace-status";
import { PageHeader } from "#components/shell/page-header";
import { buttonStyle } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { DeleteWorkspace } from "#components/workspaces/delete-workspace";
import { WorkspaceForm } from "#components/workspaces/workspace-form";
import { config } from "#lib/config";
import { operatorDataPath, operatorPath } from "#lib/dashboard-paths";
import { listOperatedMembers } from "#lib/members/list-members";
import { getOperated } from "#lib/workspaces/get-operated";
import { operatedActivity } from "#lib/workspaces/operated-activity";

export const metadata: Metadata = { title: "Workspace" };

export default async function OperatedWorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const [ctx, { workspace: ref }] = await Promise.all([requireOperator(), params]);
  const workspace = await orNotFound(getOperated(ctx, ref));
  const { id, slug, name } = workspace;
  const [activity, members] = await Promise.all([operatedActivity(ctx, id), listOperatedMembers(ctx, id)]);
  return (
    <div className="max-w-4xl">
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Workspaces", href: operatorPath("workspaces") }, { label: name }]}
        title={
          <>
            <bdi>{name}</bdi> <WorkspaceStatus status={workspace.status} />
          </>
        }
        actions={
          <>
            <a href={operatorDataPath("workspaces", slug, "export")} download className={buttonStyle()}>
              <Download aria-hidden /> Export
            </a>
            <ApiKeyDialog create={createOperatedKeyAction.bind(null, id)} />
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        {workspace.suspendedAt && (
          <Notice tone="warn" title="Suspended">
            <RelativeTime date={workspace.suspendedAt} />: <bdi>{workspace.suspendedReason}</bdi>
          </Notice>
        )}
        <Activity workspace={workspace} activity={activity} />
        <OperatedFacts workspace={workspace} publishRate={config().publishRate} />
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 className="text-base font-semibold">Members</h2>
            <InviteDialog ownRole="owner" create={inviteMemberAction.bind(null, id)} />
          </div>
          <OperatedMembers members={members} />
        </div>
        <section aria-labelledby="settings" className="grid max-w-3xl gap-4">
          <h2 id="settings" className="text-base font-semibold">
            Settings
          </h2>
          <WorkspaceForm
            key={`${name} ${workspace.retentionDays} ${workspace.hidePayloads}`}
            workspace={workspace}
            update={updateOperatedAction.bind(null, id)}
          />
        </section>
        <SuspensionSection
          workspace={workspace}
          suspend={suspendWorkspaceAction.bind(null, id)}
          resume={resumeWorkspaceAction.bind(null, id)}
        />
        <DeleteWorkspace
          name={name}
          confirmation={slug}
          remove={deleteOperatedAction.bind(null, id)}
          next={operatorPath("workspaces")}
        />
      </div>
    </div>
  );
}
