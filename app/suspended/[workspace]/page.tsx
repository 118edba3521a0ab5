import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireUser } from "#app/_lib/session";
import { SignOutAndBack } from "#components/members/accept-invitation";
import { Logo } from "#components/shell/logo";
import { ButtonLink } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { ExactTime } from "#components/ui/relative-time";
import { findSuspension } from "#lib/auth/workspace-context";

export const metadata: Metadata = { title: "Suspended" };

/** What members of a suspended workspace see instead of it. */
export default async function SuspendedPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const user = await requireUser();
  const suspension = findSuspension(user, slug);
  // Resumed meanwhile, or none of theirs: its own page knows.
  if (!suspension) redirect(`/${encodeURIComponent(slug)}`);
  const others = user.memberships.filter(({ suspendedAt }) => !suspendedAt);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-lg gap-5">
        <Logo />
        <div className="grid gap-1">
          <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{suspension.name} is suspended</h1>
          <p className="text-ink-muted">
            Since <ExactTime date={suspension.since} />, by whoever operates {suspension.product}.
          </p>
        </div>
        {suspension.reason && (
          <Notice tone="warn" title="The reason they give">
            <bdi>{suspension.reason}</bdi>
          </Notice>
        )}
        <p className="text-ink-soft text-pretty">
          New events are refused, and webhooks receive nothing. Nothing is lost: what waited stays as it is and goes out
          when the workspace is resumed. Ask {suspension.product} to resume it, then reload this page.
        </p>
        {others.length > 0 && (
          <nav aria-label="Your other workspaces" className="flex flex-wrap gap-2">
            {others.map(({ workspace: { slug: other, name } }) => (
              <ButtonLink key={other} href={`/${other}`}>
                Go to {name}
              </ButtonLink>
            ))}
          </nav>
        )}
        <div>
          <SignOutAndBack path="/sign-in" />
        </div>
      </div>
    </main>
  );
}
