import { Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { deleteWebhooksAction, pauseWebhooksAction, resumeWebhooksAction } from "#app/_actions/webhook-bulk";
import { type IntegrationParams, pageIntegration } from "#app/_lib/integration-page";
import { pageContext } from "#app/_lib/session";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { WebhookTable } from "#components/webhooks/webhook-table";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listWebhookItems } from "#lib/webhooks/list-webhook-items";

export const metadata: Metadata = { title: "Webhooks of an integration" };

const loadSearch = createLoader({ cursor: parseAsString });

interface Props extends IntegrationParams {
  searchParams: Promise<SearchParams>;
}

export default async function IntegrationWebhooksPage({ params, searchParams }: Props) {
  const { workspace, integration: id } = await params;
  const [ctx, integration] = await Promise.all([pageContext(workspace), pageIntegration(workspace, id)]);
  const { cursor } = await loadSearch(searchParams);
  const own = { integration: integration.id };
  const page = await listWebhookItems(ctx, { ...own, ...(cursor && { cursor }) }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "invalid_cursor") return listWebhookItems(ctx, own);
    throw error;
  });
  const path = developerPath(workspace, "integrations", integration.id, "webhooks");
  const href = (to: string | null) => to && withQuery(path, { cursor: to });
  const mayWrite = isAllowed(ctx, "webhooks:write");
  return (
    <section aria-label="Webhooks" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted">Where {integration.name} is told what happens.</p>
        {mayWrite && (
          <ButtonLink variant="primary" href={withQuery(developerPath(workspace, "webhooks", "new"), own)}>
            <Plus aria-hidden /> Create webhook
          </ButtonLink>
        )}
      </div>
      {page.data.length === 0 ? (
        <EmptyState icon={<Webhook aria-hidden />} title="No webhook yet">
          Create one here, or choose {integration.name} as the integration in the settings of another webhook.
        </EmptyState>
      ) : (
        <WebhookTable
          workspace={workspace}
          webhooks={page.data}
          actions={
            mayWrite
              ? {
                  pause: pauseWebhooksAction.bind(null, workspace),
                  resume: resumeWebhooksAction.bind(null, workspace),
                  remove: deleteWebhooksAction.bind(null, workspace),
                }
              : null
          }
        />
      )}
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </section>
  );
}
