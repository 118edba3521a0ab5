import { RunStatusBadge } from "#components/operator/run-status";
import { RunSteps } from "#components/operator/run-steps";
import { CodeBlock } from "#components/ui/code-block";
import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import type { RunDetail } from "#lib/engine/engine-view";
import { prettyJson } from "#lib/json/pretty";
import { formatMs } from "#lib/time/format-time";

/** A run from the event that started it to its result. */
export function RunDetailView({ run, name }: { run: RunDetail; name: string }) {
  const waited = run.startedAt && Math.max(0, Date.parse(run.startedAt) - Date.parse(run.scheduledAt));
  const took = run.startedAt && run.finishedAt && Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  const later = Date.parse(run.scheduledAt) - Date.parse(run.createdAt) > 1_000;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 p-4">
      <div className="grid gap-1">
        <h2 className="flex flex-wrap items-center gap-2 text-base font-semibold">
          {name} <RunStatusBadge status={run.status} />
        </h2>
        <CopyableId id={run.id} label="Copy run id" />
      </div>
      {run.failure && (
        <Notice tone="bad" title={run.failure.name}>
          <bdi>{run.failure.message}</bdi>
        </Notice>
      )}
      <Facts>
        <Fact label="Function">
          <span className="font-mono text-xs">{run.functionId}</span>
        </Fact>
        <Fact label="Started by">
          <span className="font-mono text-xs">{run.event}</span>
        </Fact>
        <Fact label="Sent">
          <RelativeTime date={run.createdAt} />
        </Fact>
        {later && (
          <Fact label="To start">
            <RelativeTime date={run.scheduledAt} />
          </Fact>
        )}
        {waited !== null && waited !== "" && <Fact label="First call after">{formatMs(waited)}</Fact>}
        {typeof took === "number" && <Fact label="Took">{formatMs(Math.max(0, took))}</Fact>}
        {run.concurrencyKey && (
          <Fact label="Limited by">
            <span className="font-mono text-xs">{run.concurrencyKey}</span>
          </Fact>
        )}
      </Facts>
      <RunSteps run={run} />
      <section className="grid gap-1.5">
        <h3 className="font-medium">Event</h3>
        <CodeBlock code={prettyJson(run.eventJson)} label="Event" />
      </section>
      {run.outputJson !== null && run.outputJson !== "null" && (
        <section className="grid gap-1.5">
          <h3 className="font-medium">Result</h3>
          <CodeBlock code={prettyJson(run.outputJson)} label="Result" />
        </section>
      )}
    </div>
  );
}
