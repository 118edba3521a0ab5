import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { type IntegrationParams, pageIntegration } from "#app/_lib/integration-page";
import { pageContext } from "#app/_lib/session";
import { AuditTable } from "#components/audit/audit-table";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listActivity } from "#lib/integrations/list-activity";

export const metadata: Metadata = { title: "Activity of an integration" };

const loadSearch = createLoader({ cursor: parseAsString });

interface Props extends IntegrationParams {
  searchParams: Promise<SearchParams>;
}

export default async function IntegrationActivityPage({ params, searchParams }: Props) {
  const { workspace, integration: id } = await params;
  const [ctx, integration] = await Promise.all([pageContext(workspace), pageIntegration(workspace, id)]);
  if (!isAllowed(ctx, "audit:read")) {
    return (
      <EmptyState icon={<ScrollText aria-hidden />} title="Only admins read the audit log">
        What {integration.name} did is part of it. When each key was last used is under Keys.
      </EmptyState>
    );
  }
  const { cursor } = await loadSearch(searchParams);
  const page = await listActivity(ctx, integration.id, { ...(cursor && { cursor }) }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "invalid_cursor") return listActivity(ctx, integration.id);
    throw error;
  });
  const path = developerPath(workspace, "integrations", integration.id, "activity");
  const href = (to: string | null) => to && withQuery(path, { cursor: to });
  return (
    <section aria-label="Activity" className="grid gap-3">
      <p className="text-ink-muted">
        What its keys changed, and what was done to it and them. Reading leaves no entry: see when each key was last
        used.
      </p>
      <AuditTable entries={page.data} />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </section>
  );
}
