import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { optionalUser } from "#app/_lib/session";
import { Logo } from "#components/shell/logo";
import { ButtonLink } from "#components/ui/button";
import { developerPath } from "#lib/dashboard-paths";
import { findInboxWorkspaceSlug } from "#lib/inbox/find-workspace-slug";

export const metadata: Metadata = { title: "Inspector inbox" };

/** What a browser sees at an inbox's URL. Whoever holds the URL may post to it, but only members see what arrived. */
export default async function PublicInboxPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const slug = await findInboxWorkspaceSlug(token);
  if (!slug) notFound();
  const user = await optionalUser();
  const isMember = user?.memberships.some(({ workspace }) => workspace.slug === slug);
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="grid max-w-md justify-items-center gap-4 text-center">
        <Logo />
        <h1 className="text-xl font-semibold tracking-tight">This is an Inspector inbox</h1>
        <p className="text-ink-muted text-pretty">
          Whatever is posted to this address is kept and shown to the members of its workspace. Use it as the URL of a
          webhook to see what arrives.
        </p>
        {isMember && (
          <ButtonLink variant="primary" href={developerPath(slug, "inspector", token)}>
            See what arrived
          </ButtonLink>
        )}
        {!user && <ButtonLink href="/sign-in">Sign in to see what arrived</ButtonLink>}
      </div>
    </main>
  );
}
