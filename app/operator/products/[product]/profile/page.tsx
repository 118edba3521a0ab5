import { History, Pencil } from "lucide-react";
import type { Metadata } from "next";
import { previewProfileAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { PreviewPanel } from "#components/operator/products/preview-panel";
import { ProfileRules } from "#components/operator/products/profile-rules";
import { ButtonLink } from "#components/ui/button";
import { DownloadButton } from "#components/ui/download-button";
import { RelativeTime } from "#components/ui/relative-time";
import { operatorPath } from "#lib/dashboard-paths";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { getProfile } from "#lib/profiles/get-profile";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage({ params }: ProductParams) {
  const ctx = await requireOperator();
  const { slug } = await pageProduct((await params).product);
  const [current, types] = await Promise.all([getProfile(ctx, slug), listCatalogue(ctx, slug)]);
  const samples = types.filter(({ archivedAt }) => !archivedAt).map(({ name, example }) => ({ name, example }));
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <section aria-labelledby="rules" className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div>
            <h2 id="rules" className="text-base font-semibold">
              Version {current.version}
            </h2>
            <p className="text-xs text-ink-muted">
              {current.note && `${current.note}. `}
              {current.createdBy ?? "Posthorn’s seed"}, <RelativeTime date={current.createdAt} />
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <ButtonLink href={operatorPath("products", slug, "profile", "edit")} variant="primary">
              <Pencil aria-hidden /> Edit
            </ButtonLink>
            <ButtonLink href={operatorPath("products", slug, "profile", "history")}>
              <History aria-hidden /> History
            </ButtonLink>
            <DownloadButton
              fileName={`${slug}-profile-v${current.version}.json`}
              content={`${JSON.stringify(current.profile, null, 2)}\n`}
            >
              Download
            </DownloadButton>
          </div>
        </div>
        <ProfileRules profile={current.profile} />
      </section>
      <PreviewPanel
        profile={current.profile}
        types={samples}
        timestamp={new Date().toISOString()}
        load={previewProfileAction.bind(null, slug)}
      />
    </div>
  );
}
