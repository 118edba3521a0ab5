import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { createPublishKeyAction, revokePublishKeyAction, rotatePublishKeyAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { PublishKeys } from "#components/operator/products/publish-keys";
import { Pager } from "#components/ui/pager";
import { config } from "#lib/config";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listPublishKeys } from "#lib/keys/list-publish-keys";

export const metadata: Metadata = { title: "Publish keys" };

const loadSearchParams = createLoader({ cursor: parseAsString });
const PAGE = { limit: 50 };

export default async function PublishKeysPage({
  params,
  searchParams,
}: ProductParams & { searchParams: Promise<SearchParams> }) {
  const ctx = await requireOperator();
  const { slug } = await pageProduct((await params).product);
  const { cursor } = await loadSearchParams(searchParams);
  const page = await listPublishKeys(ctx, slug, { ...PAGE, ...(cursor && { cursor }) }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "invalid_cursor") return listPublishKeys(ctx, slug, PAGE);
    throw error;
  });
  const href = (to: string | null) => to && withQuery(operatorPath("products", slug, "publish-keys"), { cursor: to });
  return (
    <>
      <PublishKeys
        keys={page.data}
        url={config().url}
        nowMs={Date.now()}
        create={createPublishKeyAction.bind(null, slug)}
        rotate={rotatePublishKeyAction}
        revoke={revokePublishKeyAction}
      />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
