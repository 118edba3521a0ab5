import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { keyActions, loadKeys, scopesFor } from "#app/_lib/load-keys";
import { pageContext } from "#app/_lib/session";
import { CreateKey } from "#components/keys/create-key";
import { KeyTable, KeyTableSkeleton } from "#components/keys/key-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { SearchFilter } from "#components/ui/search-filter";
import { config } from "#lib/config";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { nameIntegrations } from "#lib/integrations/name-integrations";

export const metadata: Metadata = { title: "API keys" };

const loadSearch = createLoader({ q: parseAsString, cursor: parseAsString });

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function KeysPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const search = await loadSearch(searchParams);
  const actions = keyActions(ctx);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "API keys" }]}
        title="API keys"
        description={
          <>
            Every key of this workspace. A program of its own is better off with an{" "}
            <Link href={developerPath(ctx.workspace.slug, "integrations")} className="text-link underline">
              integration
            </Link>
            .
          </>
        }
        actions={
          actions && <CreateKey url={config().url} integration={null} groups={scopesFor(ctx)} create={actions.create} />
        }
      />
      <SearchFilter label="Search by name or last characters" placeholder="Name or last characters" />
      <Suspense key={JSON.stringify(search)} fallback={<KeyTableSkeleton />}>
        <List ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function List({
  ctx,
  search: { q, cursor },
}: {
  ctx: WorkspaceContext;
  search: { q: string | null; cursor: string | null };
}) {
  const { slug } = ctx.workspace;
  const path = developerPath(slug, "keys");
  const page = await loadKeys(ctx, { ...(q && { q }), ...(cursor && { cursor }) });
  const href = (to: string | null) => to && withQuery(path, { q, cursor: to });
  if (page.data.length === 0) {
    return q ? (
      <EmptyState title="No key matches" actions={<ButtonLink href={path}>Clear the search</ButtonLink>}>
        Try another part of its name, or its last four characters.
      </EmptyState>
    ) : (
      <EmptyState icon={<KeyRound aria-hidden />} title="No key yet">
        With a key a program does through the API what people do here. Choose only what it needs: a key that leaks can
        do no more than that.
      </EmptyState>
    );
  }
  return (
    <>
      <KeyTable
        workspace={slug}
        keys={page.data}
        integrations={
          await nameIntegrations(
            ctx,
            page.data.flatMap(({ integration }) => integration ?? []),
          )
        }
        url={config().url}
        nowMs={Date.now()}
        actions={keyActions(ctx)}
      />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
