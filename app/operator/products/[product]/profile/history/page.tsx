import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { compareProfileAction, saveProfileAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { VersionList } from "#components/operator/products/version-list";
import { Pager } from "#components/ui/pager";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listVersions } from "#lib/profiles/list-versions";

export const metadata: Metadata = { title: "Profile history" };

const loadSearchParams = createLoader({ cursor: parseAsString });

export default async function HistoryPage({
  params,
  searchParams,
}: ProductParams & { searchParams: Promise<SearchParams> }) {
  const ctx = await requireOperator();
  const { slug, profileVersion } = await pageProduct((await params).product);
  const { cursor } = await loadSearchParams(searchParams);
  const page = await listVersions(ctx, slug, { limit: 20, ...(cursor && { cursor }) }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "invalid_cursor") return listVersions(ctx, slug, { limit: 20 });
    throw error;
  });
  // The version before the last of a page stands on the next one.
  const older = page.nextCursor ? await listVersions(ctx, slug, { limit: 1, cursor: page.nextCursor }) : null;
  const all = [...page.data, ...(older?.data ?? [])];
  const href = (to: string | null) =>
    to && withQuery(operatorPath("products", slug, "profile", "history"), { cursor: to });
  return (
    <section aria-labelledby="history" className="grid gap-3">
      <div>
        <h2 id="history" className="text-base font-semibold">
          History
        </h2>
        <p className="max-w-3xl text-ink-muted">
          A version is never changed: every event keeps the one it was accepted under. Restoring an old one saves its
          rules as a new version.
        </p>
      </div>
      <VersionList
        slug={slug}
        versions={page.data.map((view, i) => ({ view, before: all[i + 1] ?? null }))}
        currentVersion={profileVersion}
        compare={compareProfileAction.bind(null, slug)}
        save={saveProfileAction.bind(null, slug)}
      />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </section>
  );
}
