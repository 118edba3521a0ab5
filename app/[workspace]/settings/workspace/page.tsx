import type { Metadata } from "next";
import { deleteWorkspaceAction, updateWorkspaceAction } from "#app/_actions/workspace";
import { orNotFound, pageContext } from "#app/_lib/session";
import { PageHeader } from "#components/shell/page-header";
import { Notice } from "#components/ui/notice";
import { DeleteWorkspace } from "#components/workspaces/delete-workspace";
import { WorkspaceFacts } from "#components/workspaces/workspace-facts";
import { WorkspaceForm } from "#components/workspaces/workspace-form";
import { isAllowed } from "#lib/context/workspace-context";
import { getWorkspace } from "#lib/workspaces/get-workspace";

export const metadata: Metadata = { title: "Workspace" };

export default async function WorkspaceSettings({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const workspace = await orNotFound(getWorkspace(ctx));
  const mayWrite = isAllowed(ctx, "workspace:write");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Workspace" }]}
        title="Workspace"
        description="What it is called, how long its log is kept, and who sees what is in it."
      />
      <div className="grid max-w-3xl gap-10">
        {mayWrite ? (
          <WorkspaceForm
            key={`${workspace.name} ${workspace.retentionDays} ${workspace.hidePayloads}`}
            workspace={workspace}
            update={updateWorkspaceAction.bind(null, workspace.slug)}
          />
        ) : (
          <Notice tone="info">Admins and owners of {workspace.name} may change these settings.</Notice>
        )}
        <WorkspaceFacts workspace={workspace} />
        {isAllowed(ctx, "workspace:delete") && (
          <DeleteWorkspace name={workspace.name} remove={deleteWorkspaceAction.bind(null, workspace.slug)} />
        )}
      </div>
    </>
  );
}
