import type { Metadata } from "next";
import { createWebhookAction, sendTestAction } from "#app/_actions/webhooks";
import { pageContext } from "#app/_lib/session";
import { formRules, snippetsFor } from "#app/_lib/webhook-page";
import { PageHeader } from "#components/shell/page-header";
import { EmptyState } from "#components/ui/empty-state";
import { NewWebhook } from "#components/webhooks/new-webhook";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Create webhook" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ url?: string | string[]; integration?: string | string[] }>;
}

export default async function NewWebhookPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const { url, integration } = await searchParams;
  const { slug } = ctx.workspace;
  const [catalogue, rules, snippets] = await Promise.all([listEventTypes(ctx), formRules(ctx), snippetsFor(ctx, null)]);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Developers" },
          { label: "Webhooks", href: developerPath(slug, "webhooks") },
          { label: "Create" },
        ]}
        title="Create webhook"
      />
      {isAllowed(ctx, "webhooks:write") ? (
        <NewWebhook
          workspace={slug}
          prefilled={{
            url: typeof url === "string" ? url : "",
            // One that is not in the list could not be seen in the form.
            integration: rules.integrations.find(({ id }) => id === integration)?.id ?? "",
          }}
          catalogue={catalogue}
          rules={rules}
          snippets={snippets}
          create={createWebhookAction.bind(null, slug)}
          sendTest={sendTestAction.bind(null, slug)}
        />
      ) : (
        <EmptyState title="Your role may not create webhooks">
          Ask an admin of {ctx.workspace.name} for the developer role.
        </EmptyState>
      )}
    </>
  );
}
