import { InvitationLink } from "#components/members/invitation-link";
import { ButtonLink } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { SecretValue } from "#components/webhooks/secret-once";
import { operatorPath } from "#lib/dashboard-paths";
import type { CreatedWorkspace } from "#lib/workspaces/create-workspace";

/** What came of creating a workspace: its link and key are shown here and never again. */
export function CreatedWorkspaceResult({ created }: { created: CreatedWorkspace }) {
  const { workspace, invitation, apiKey } = created;
  return (
    <div className="grid gap-5">
      <Notice tone="good" alert title={`${workspace.name} is ready`}>
        Publish to it as <code className="font-mono">{workspace.slug}</code>.
      </Notice>
      {invitation && <InvitationLink sent={invitation} />}
      {apiKey && (
        <div className="grid gap-2">
          <p className="text-ink-soft">Its API key, for your backend. Copy it now: it is not shown again.</p>
          <SecretValue secret={apiKey.token} label="API key" />
        </div>
      )}
      <ButtonLink variant="primary" className="justify-self-end" href={operatorPath("workspaces", workspace.slug)}>
        Open {workspace.name}
      </ButtonLink>
    </div>
  );
}
