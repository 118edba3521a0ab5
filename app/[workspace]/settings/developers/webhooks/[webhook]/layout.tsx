import { pageContext } from "#app/_lib/session";
import { pageWebhookSetup, type WebhookParams, webhookRights } from "#app/_lib/webhook-page";
import { PageHeader } from "#components/shell/page-header";
import { CopyButton } from "#components/ui/copy-button";
import { LinkTabs } from "#components/ui/link-tabs";
import { WebhookStatus } from "#components/webhooks/webhook-status";
import { developerPath } from "#lib/dashboard-paths";

/** Reads little, so that header and tabs are there at once, and what does not exist is a real 404. */
export default async function WebhookLayout({ params, children }: WebhookParams & { children: React.ReactNode }) {
  const { workspace, webhook: id } = await params;
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhookSetup(workspace, id)]);
  const rights = webhookRights(ctx, webhook);
  const tabs = [
    { segment: "", label: "Overview" },
    { segment: "logs", label: "Logs" },
    ...(rights.test ? [{ segment: "test", label: "Test" }] : []),
    { segment: "settings", label: "Settings" },
  ];
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Developers" },
          { label: "Webhooks", href: developerPath(workspace, "webhooks") },
          { label: webhook.name },
        ]}
        title={
          <>
            <bdi>{webhook.name}</bdi>
            <WebhookStatus webhook={webhook} />
          </>
        }
        description={
          <>
            {webhook.description && <p className="mb-1">{webhook.description}</p>}
            <span className="flex items-center gap-1">
              <span className="truncate font-mono text-xs">{webhook.url}</span>
              <CopyButton value={webhook.url} label="Copy URL" className="-my-1.5" />
            </span>
          </>
        }
      />
      <LinkTabs label="Webhook" base={developerPath(workspace, "webhooks", webhook.id)} tabs={tabs} />
      {children}
    </>
  );
}
