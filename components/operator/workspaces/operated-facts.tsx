import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { RelativeTime } from "#components/ui/relative-time";
import { plural } from "#lib/text/plural";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";

/** What a workspace is, for its operator. @param props.publishRate events per second that it may get */
export function OperatedFacts({ workspace, publishRate }: { workspace: OperatedWorkspace; publishRate: number }) {
  return (
    <Facts>
      <Fact label="Product">
        <bdi>{workspace.product.name}</bdi>
      </Fact>
      <Fact label="Slug">
        <CopyableId id={workspace.slug} label="Copy slug" />
      </Fact>
      <Fact label="Id">
        <CopyableId id={workspace.id} label="Copy workspace id" />
      </Fact>
      <Fact label="Log">Kept for {plural(workspace.retentionDays, "day", "days")}; what waits or is held stays</Fact>
      <Fact label="Payloads">{workspace.hidePayloads ? "Hidden from viewers" : "Every member sees them"}</Fact>
      <Fact label="Limit">{plural(publishRate, "event", "events")} per second</Fact>
      <Fact label="Last event">
        {workspace.lastEventAt ? <RelativeTime date={workspace.lastEventAt} /> : "None yet"}
      </Fact>
      <Fact label="Created">
        <RelativeTime date={workspace.createdAt} />
      </Fact>
    </Facts>
  );
}
