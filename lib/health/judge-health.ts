import { clockProblem } from "#lib/health/clock-skew";
import type { HealthCheck, PurgeView, ShardView } from "#lib/health/health-view";
import type { DatabaseFacts } from "#lib/health/read-host";
import { formatBytes } from "#lib/text/format-bytes";
import { formatNumber, plural } from "#lib/text/plural";

// What an operator should do about each fact. Pure: what is measured comes in, sentences go out.

const SLOW_DATABASE_MS = 250;
/** Due deliveries start within a second or so. */
const LATE_SECONDS = 15;
const STUCK_SECONDS = 60;
const FEW_ATTEMPTS = 100;
const PURGE_HOURS = 1;

type Verdict = [status: HealthCheck["status"], summary: string, advice?: string];

const check = (id: string, label: string, [status, summary, advice]: Verdict): HealthCheck => ({
  id,
  label,
  status,
  summary,
  advice: advice ?? null,
});

export function judgeDatabase({
  latencyMs,
  connections,
  maxConnections,
  readOnly,
  version,
}: DatabaseFacts): HealthCheck {
  const used = `${connections} of ${maxConnections} connections`;
  const verdict = (): Verdict => {
    if (readOnly) {
      return [
        "bad",
        "read-only",
        "Nothing can be accepted. Point DATABASE_URL at the primary, or end its read-only mode.",
      ];
    }
    if (connections > maxConnections * 0.9) {
      return [
        "bad",
        used,
        "New connections are about to fail. Raise max_connections, lower POSTHORN_DATABASE_POOL, or put a pooler in between.",
      ];
    }
    if (connections > maxConnections * 0.75) {
      return ["warn", used, "Raise max_connections or lower POSTHORN_DATABASE_POOL before it is full."];
    }
    if (latencyMs > SLOW_DATABASE_MS) {
      return [
        "warn",
        `answers in ${Math.round(latencyMs)} ms`,
        "Look for long queries (pg_stat_activity), a full disk, or too little memory.",
      ];
    }
    return ["ok", `PostgreSQL ${version}, answers in ${Math.max(1, Math.round(latencyMs))} ms, ${used}`];
  };
  return check("database", "Database", verdict());
}

export function judgeClock(skewSeconds: number): HealthCheck {
  const problem = clockProblem(skewSeconds);
  if (problem) return check("clock", "Clock", ["bad", `${Math.round(skewSeconds)} s off`, problem]);
  return check("clock", "Clock", ["ok", "agrees with the database's"]);
}

/** Shards that have something to send and nobody to send it, and those that do not keep up. */
export function judgeDispatch(shards: readonly ShardView[]): HealthCheck {
  const late = (seconds: number) => (shard: ShardView) => (shard.oldestDueSeconds ?? 0) > seconds;
  const idle = shards.filter((shard) => late(LATE_SECONDS)(shard) && !shard.running);
  // One that serves webhooks that hang is late by its nature.
  const behind = shards.filter((shard) => late(STUCK_SECONDS)(shard) && shard.running && !shard.slow);
  const names = (list: readonly ShardView[]) => list.map(({ id }) => id).join(", ");
  const running = shards.filter((shard) => shard.running).length;
  const verdict = (): Verdict => {
    if (idle.length > 0) {
      return [
        "bad",
        `${plural(idle.length, "dispatcher", "dispatchers")} stopped (${names(idle)})`,
        "Deliveries are due and nobody sends them. Check that a worker process lives, or that Inngest reaches this app (Engine).",
      ];
    }
    if (behind.length > 0) {
      return [
        "warn",
        `${plural(behind.length, "dispatcher", "dispatchers")} behind (${names(behind)})`,
        "They work and do not keep up: see which webhook has the backlog below; raise POSTHORN_SHARDS, or add a worker.",
      ];
    }
    return ["ok", running > 0 ? `${running} of ${shards.length} at work` : "nothing to send right now"];
  };
  return check("dispatch", "Dispatchers", verdict());
}

export function judgeAttempts({ total, succeeded }: { total: number; succeeded: number }): HealthCheck {
  const rate = total === 0 ? 1 : succeeded / total;
  const summary =
    total === 0
      ? "none in the last hour"
      : `${formatNumber(total)} in the last hour, ${Math.round(rate * 100)} % succeeded`;
  if (total >= FEW_ATTEMPTS && rate < 0.5) {
    return check("attempts", "Attempts", [
      "warn",
      summary,
      "When most fail across workspaces, the fault is often here: check outgoing connections, DNS (POSTHORN_DNS_SERVERS) and the egress firewall.",
    ]);
  }
  return check("attempts", "Attempts", ["ok", summary]);
}

export function judgeSecrets(unsigned: number): HealthCheck {
  if (unsigned === 0) return check("secrets", "Secrets", ["ok", "can be opened"]);
  const summary = `${plural(unsigned, "webhook", "webhooks")} can't be signed`;
  return check("secrets", "Secrets", [
    "bad",
    summary,
    "Their secrets can't be opened: put the missing key back into POSTHORN_ENCRYPTION_KEY and restart. What waits is sent then.",
  ]);
}

export function judgePurge(purges: readonly PurgeView[], unpurged: number, now: number): HealthCheck {
  const old = purges.filter(({ deletedAt }) => now - Date.parse(deletedAt) > PURGE_HOURS * 3_600_000);
  if (unpurged === 0 && old.length === 0) {
    const summary =
      purges.length > 0 ? `${plural(purges.length, "workspace", "workspaces")} being purged` : "up to date";
    return check("purge", "Retention", ["ok", summary]);
  }
  const summary =
    unpurged > 0
      ? `behind in ${plural(unpurged, "workspace", "workspaces")}`
      : `${plural(old.length, "deleted workspace", "deleted workspaces")} left`;
  return check("purge", "Retention", [
    "warn",
    summary,
    "The purge does not keep up or does not run: see its function under Engine, and the worker's log.",
  ]);
}

export function judgeDisk(disk: { freeBytes: number; totalBytes: number } | null, databaseBytes: number): HealthCheck {
  const size = `database ${formatBytes(databaseBytes)}`;
  if (!disk) return check("disk", "Storage", ["ok", size]);
  const free = disk.freeBytes / disk.totalBytes;
  const summary = `${size}, ${formatBytes(disk.freeBytes)} free (${Math.round(free * 100)} %)`;
  const advice =
    "Make room or move the data directory, or shorten what workspaces keep. On a full disk nothing is accepted.";
  if (free < 0.05) return check("disk", "Storage", ["bad", summary, advice]);
  if (free < 0.15) return check("disk", "Storage", ["warn", summary, advice]);
  return check("disk", "Storage", ["ok", summary]);
}

/** @param problem undefined where no mail server is configured */
export function judgeMail(problem: string | null | undefined): HealthCheck {
  if (problem === undefined) {
    return check("mail", "Mail", ["ok", "not configured: links are copied by hand, warnings stay in the app"]);
  }
  if (problem === null) return check("mail", "Mail", ["ok", "the server accepts us"]);
  return check("mail", "Mail", [
    "bad",
    `the server refuses us: ${problem}`,
    "Check POSTHORN_SMTP_URL and the server. Warnings are mailed once it answers; invitations are not.",
  ]);
}
