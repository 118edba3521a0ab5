import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { requireOperator } from "#app/_lib/operator";
import { EngineOverview } from "#components/operator/engine-overview";
import { RunFilters } from "#components/operator/run-filters";
import { RunLog } from "#components/operator/run-log";
import { loadRunSearchParams, type RunSearch } from "#components/operator/run-search-params";
import { RunTableSkeleton } from "#components/operator/run-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { listRuns } from "#inngest/status/list-runs";
import { readEngine } from "#inngest/status/read-engine";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";

export const metadata: Metadata = { title: "Engine" };

export default async function EnginePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const engine = await readEngine(await requireOperator());
  const search = await loadRunSearchParams(searchParams);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Engine" }]}
        title="Engine"
        description="What executes Posthorn's functions: deliveries, replays and housekeeping."
      />
      <EngineOverview initial={engine} />
      {engine.kind === "embedded" && (
        <section className="pt-8">
          <h2 className="pb-2 text-base font-semibold">Runs</h2>
          <RunFilters functions={engine.functions} />
          <Suspense key={JSON.stringify(search)} fallback={<RunTableSkeleton />}>
            <Runs search={search} names={Object.fromEntries(engine.functions.map(({ id, name }) => [id, name]))} />
          </Suspense>
        </section>
      )}
    </>
  );
}

async function Runs({ search, names }: { search: RunSearch; names: Record<string, string> }) {
  const ctx = await requireOperator();
  const { function: fn, status, cursor } = search;
  const page = await listRuns(ctx, {
    ...(fn && { function: fn }),
    ...(status && { status }),
    ...(cursor && { cursor }),
  }).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listRuns(ctx);
    throw error;
  });
  const path = operatorPath("engine");
  const href = (to: string | null) => to && withQuery(path, { ...search, cursor: to });
  if (page.data.length === 0) {
    return fn || status || cursor ? (
      <EmptyState title="No run matches" actions={<ButtonLink href={path}>Clear filters</ButtonLink>}>
        Runs are forgotten three days after their end.
      </EmptyState>
    ) : (
      <EmptyState icon={<ListChecks aria-hidden />} title="Nothing has run yet">
        Runs appear here as soon as an event is delivered or a schedule's time comes.
      </EmptyState>
    );
  }
  return (
    <>
      <RunLog runs={page.data} names={names} />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
