import { deleteIntegrationAction, updateIntegrationAction } from "#app/_actions/integrations";
import { type IntegrationParams, pageIntegration } from "#app/_lib/integration-page";
import { pageContext } from "#app/_lib/session";
import { IntegrationActions } from "#components/integrations/integration-actions";
import { PageHeader } from "#components/shell/page-header";
import { CopyableId } from "#components/ui/copyable-id";
import { LinkTabs } from "#components/ui/link-tabs";
import { RelativeTime } from "#components/ui/relative-time";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";

interface Props extends IntegrationParams {
  children: React.ReactNode;
}

export default async function IntegrationLayout({ params, children }: Props) {
  const { workspace, integration: id } = await params;
  const [ctx, integration] = await Promise.all([pageContext(workspace), pageIntegration(workspace, id)]);
  const { name, description, createdBy, createdAt, lastUsedAt } = integration;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Developers" },
          { label: "Integrations", href: developerPath(workspace, "integrations") },
          { label: name },
        ]}
        title={<bdi>{name}</bdi>}
        description={
          <div className="grid gap-1">
            {description && <p>{description}</p>}
            <p className="flex flex-wrap items-center gap-x-3 text-xs">
              <CopyableId id={integration.id} label="Copy integration id" />
              <span>
                Created <RelativeTime date={createdAt} />
                {createdBy && (
                  <>
                    {" "}
                    by <bdi>{createdBy.name}</bdi>
                  </>
                )}
              </span>
              <span>
                {lastUsedAt ? (
                  <>
                    Used <RelativeTime date={lastUsedAt} />
                  </>
                ) : (
                  "Never used"
                )}
              </span>
            </p>
          </div>
        }
        actions={
          isAllowed(ctx, "integrations:write") && (
            <IntegrationActions
              workspace={workspace}
              integration={integration}
              update={updateIntegrationAction.bind(null, workspace, integration.id)}
              remove={deleteIntegrationAction.bind(null, workspace, integration.id)}
            />
          )
        }
      />
      <LinkTabs
        label="Integration"
        base={developerPath(workspace, "integrations", integration.id)}
        tabs={[
          { segment: "", label: "Keys" },
          { segment: "webhooks", label: "Webhooks" },
          { segment: "activity", label: "Activity" },
        ]}
      />
      {children}
    </>
  );
}
