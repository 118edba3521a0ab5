import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { PageHeader } from "#components/shell/page-header";
import { CopyButton } from "#components/ui/copy-button";
import { LinkTabs } from "#components/ui/link-tabs";
import { operatorPath } from "#lib/dashboard-paths";

const TABS = [
  { segment: "", label: "Overview" },
  { segment: "profile", label: "Profile" },
  { segment: "event-types", label: "Event types" },
  { segment: "publish-keys", label: "Publish keys" },
  { segment: "settings", label: "Settings" },
];

export default async function ProductLayout({ params, children }: ProductParams & { children: React.ReactNode }) {
  const product = await pageProduct((await params).product);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Products", href: operatorPath("products") }, { label: product.name }]}
        title={<bdi>{product.name}</bdi>}
        description={
          <span className="flex items-center gap-1">
            <span className="truncate font-mono text-xs">{product.slug}</span>
            <CopyButton value={product.slug} label="Copy slug" className="-my-1.5" />
          </span>
        }
      />
      <LinkTabs label="Product" base={operatorPath("products", product.slug)} tabs={TABS} />
      {children}
    </>
  );
}
