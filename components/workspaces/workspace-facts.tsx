import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { RelativeTime } from "#components/ui/relative-time";
import { plural } from "#lib/text/plural";
import type { WorkspaceView } from "#lib/workspaces/workspace-view";

/** What a workspace is, as far as it can't be changed here, and what is kept of it for how long. */
export function WorkspaceFacts({ workspace }: { workspace: WorkspaceView }) {
  return (
    <section aria-labelledby="facts" className="grid gap-3">
      <h2 id="facts" className="text-base font-semibold">
        At a glance
      </h2>
      <Facts>
        <Fact label="Product">{workspace.product}</Fact>
        <Fact label="Slug">
          <CopyableId id={workspace.slug} label="Copy slug" />
        </Fact>
        <Fact label="Id">
          <CopyableId id={workspace.id} label="Copy workspace id" />
        </Fact>
        <Fact label="Log">
          Events, deliveries and attempts are kept for {plural(workspace.retentionDays, "day", "days")}; what waits or
          is held stays
        </Fact>
        <Fact label="Statistics">Hourly counts and latencies are kept for 400 days</Fact>
        <Fact label="Audit log">Kept for good</Fact>
        <Fact label="Payloads">
          {workspace.hidePayloads ? "Developers, admins and owners see them" : "Every member sees them"}
        </Fact>
        <Fact label="Created">
          <RelativeTime date={workspace.createdAt} />
        </Fact>
      </Facts>
    </section>
  );
}
