import type { Metadata } from "next";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { FirstSteps } from "#components/operator/products/first-steps";
import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { RelativeTime } from "#components/ui/relative-time";
import { config } from "#lib/config";
import { formatNumber } from "#lib/text/plural";

export async function generateMetadata({ params }: ProductParams): Promise<Metadata> {
  return { title: (await pageProduct((await params).product)).name };
}

export default async function ProductPage({ params }: ProductParams) {
  const product = await pageProduct((await params).product);
  return (
    <div className="grid items-start gap-8 lg:grid-cols-2">
      <section aria-labelledby="facts" className="grid gap-3">
        <h2 id="facts" className="text-base font-semibold">
          At a glance
        </h2>
        <Facts>
          <Fact label="Id">
            <CopyableId id={product.id} label="Copy product id" />
          </Fact>
          <Fact label="Workspaces">{formatNumber(product.workspaceCount)}</Fact>
          <Fact label="Event types">{formatNumber(product.eventTypeCount)}</Fact>
          <Fact label="Profile">version {product.profileVersion}</Fact>
          <Fact label="Last event">
            {product.lastEventAt ? <RelativeTime date={product.lastEventAt} /> : "none yet"}
          </Fact>
          <Fact label="Created">
            <RelativeTime date={product.createdAt} />
          </Fact>
        </Facts>
      </section>
      <FirstSteps product={product} url={config().url} />
    </div>
  );
}
