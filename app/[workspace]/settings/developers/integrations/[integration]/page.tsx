import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { type IntegrationParams, pageIntegration } from "#app/_lib/integration-page";
import { keyActions, loadKeys, scopesFor } from "#app/_lib/load-keys";
import { pageContext } from "#app/_lib/session";
import { CreateKey } from "#components/keys/create-key";
import { KeyTable } from "#components/keys/key-table";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { config } from "#lib/config";
import { developerPath, withQuery } from "#lib/dashboard-paths";

const loadSearch = createLoader({ cursor: parseAsString });

interface Props extends IntegrationParams {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: IntegrationParams): Promise<Metadata> {
  const { workspace, integration } = await params;
  return { title: (await pageIntegration(workspace, integration)).name };
}

export default async function IntegrationKeysPage({ params, searchParams }: Props) {
  const { workspace, integration: id } = await params;
  const [ctx, integration] = await Promise.all([pageContext(workspace), pageIntegration(workspace, id)]);
  const { cursor } = await loadSearch(searchParams);
  const page = await loadKeys(ctx, { integration: integration.id, ...(cursor && { cursor }) });
  const actions = keyActions(ctx);
  const path = developerPath(workspace, "integrations", integration.id);
  const href = (to: string | null) => to && withQuery(path, { cursor: to });
  return (
    <section aria-label="Keys" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted">What its programs sign in to the API with.</p>
        {actions && (
          <CreateKey url={config().url} integration={integration} groups={scopesFor(ctx)} create={actions.create} />
        )}
      </div>
      {page.data.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title="No key yet">
          A key lets {integration.name} use the API. Choose only what it needs: a key that leaks can do no more than
          that. {!actions && "Admins create keys."}
        </EmptyState>
      ) : (
        <KeyTable
          workspace={workspace}
          keys={page.data}
          integrations={null}
          url={config().url}
          nowMs={Date.now()}
          actions={actions}
        />
      )}
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </section>
  );
}
