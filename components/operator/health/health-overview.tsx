"use client";

import { Backlog } from "#components/operator/health/backlog";
import { FailingWebhooks } from "#components/operator/health/failing-webhooks";
import { HealthChecks, HealthVerdict } from "#components/operator/health/health-checks";
import { Purges } from "#components/operator/health/purges";
import { ShardTable } from "#components/operator/health/shard-table";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { usePolledJson } from "#components/use-polled-json";
import { operatorDataPath } from "#lib/dashboard-paths";
import type { InstanceHealth } from "#lib/health/health-view";
import { formatNumber } from "#lib/text/plural";

const INTERVAL_MS = 4_000;

/** How the instance is doing, read again every few seconds. */
export function HealthOverview({ initial }: { initial: InstanceHealth }) {
  const { data, error } = usePolledJson<InstanceHealth>(operatorDataPath("health"), () => INTERVAL_MS, initial);
  const health = data ?? initial;
  const { backlog, versions } = health;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {error && (
        <Notice tone="bad" alert title="What you see is not fresh">
          {error} If the database is down, nothing can be accepted: check it first. This page tries again every few
          seconds.
        </Notice>
      )}
      <div className="grid gap-3">
        <HealthVerdict status={health.status} checks={health.checks} />
        <HealthChecks checks={health.checks} />
        <p className="text-xs text-ink-muted">
          Checked <RelativeTime date={health.checkedAt} />. Posthorn {versions.posthorn}, Node {versions.node},
          PostgreSQL {versions.postgres}.
        </p>
      </div>
      <Section title={`Backlog: ${backlog.more ? "more than " : ""}${formatNumber(backlog.pending)}`}>
        <Backlog backlog={backlog} />
      </Section>
      <Section title="Webhooks that only fail">
        <FailingWebhooks failing={health.failing} />
      </Section>
      {health.purges.length > 0 && (
        <Section title="Deleted workspaces being purged">
          <Purges purges={health.purges} />
        </Section>
      )}
      <Section title="Dispatchers">
        <ShardTable shards={health.shards} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}
