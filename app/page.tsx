import { redirect } from "next/navigation";
import { memberships } from "#app/_lib/session";
import { Logo } from "#components/shell/logo";
import { EmptyState } from "#components/ui/empty-state";
import { developerPath } from "#lib/dashboard-paths";

export default async function Home() {
  const all = await memberships();
  const first = all.find(({ suspended }) => !suspended) ?? all[0];
  if (first) redirect(developerPath(first.slug, "webhooks"));
  return (
    <main className="mx-auto grid max-w-xl gap-6 px-4 py-16">
      <Logo />
      <EmptyState title="You belong to no workspace">
        Ask an admin of your workspace to add you as a member, then reload this page.
      </EmptyState>
    </main>
  );
}
