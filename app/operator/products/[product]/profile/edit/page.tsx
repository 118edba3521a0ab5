import type { Metadata } from "next";
import { compareProfileAction, previewProfileAction, saveProfileAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { ProfileEditor } from "#components/operator/products/profile-editor";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { getProfile } from "#lib/profiles/get-profile";

export const metadata: Metadata = { title: "Edit profile" };

export default async function EditProfilePage({ params }: ProductParams) {
  const ctx = await requireOperator();
  const { slug } = await pageProduct((await params).product);
  const [current, types] = await Promise.all([getProfile(ctx, slug), listCatalogue(ctx, slug)]);
  return (
    <ProfileEditor
      slug={slug}
      current={current}
      types={types.filter(({ archivedAt }) => !archivedAt).map(({ name, example }) => ({ name, example }))}
      timestamp={new Date().toISOString()}
      preview={previewProfileAction.bind(null, slug)}
      compare={compareProfileAction.bind(null, slug)}
      save={saveProfileAction.bind(null, slug)}
    />
  );
}
