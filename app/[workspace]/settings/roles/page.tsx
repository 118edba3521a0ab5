import type { Metadata } from "next";
import { pageContext } from "#app/_lib/session";
import { RoleTable } from "#components/members/role-table";
import { PageHeader } from "#components/shell/page-header";
import { settingsPath } from "#lib/dashboard-paths";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const restricted = (await listEventTypes(ctx)).filter(({ lowestRole }) => lowestRole !== "viewer");
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Members", href: settingsPath(ctx.workspace.slug, "members") },
          { label: "Roles" },
        ]}
        title="What each role may do"
        description="Pages, API keys and the Inspector all follow this table. An API key never does more than whoever made it."
      />
      <div className="grid max-w-4xl gap-6">
        <RoleTable own={ctx.role} />
        <section aria-labelledby="visibility" className="grid gap-2">
          <h2 id="visibility" className="text-base font-semibold">
            Which events a role may see
          </h2>
          <p className="text-ink-muted text-pretty">
            A webhook receives what its owner may see at the moment an event is accepted. When its owner gets another
            role or leaves, it changes with the next event.
          </p>
          {restricted.length === 0 ? (
            <p>Every event type of this product may be seen by every role.</p>
          ) : (
            <ul className="panel divide-y divide-line">
              {restricted.map(({ name, lowestRole }) => (
                <li key={name} className="flex flex-wrap justify-between gap-x-4 px-3 py-2">
                  <span className="font-mono text-xs">{name}</span>
                  <span className="text-ink-muted">{lowestRole} and above</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}
