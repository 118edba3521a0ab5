import "server-only";
import type { Pool } from "pg";
import { LATENCY_BUCKETS_MS, latencyBucket } from "#inngest/embedded/latency-buckets";
import { enginePool } from "#inngest/embedded/pool";
import { readQueue } from "#inngest/status/read-queue";
import { whenMigrated } from "#inngest/status/when-migrated";
import { usesExternalInngest } from "#lib/config";

/**
 * The embedded engine's metrics as Prometheus text, those of all its workers together; nothing where a real Inngest
 * executes the functions, or before the first worker has started. Written by hand: prom-client keeps counters of its own
 * process, and these are Postgres's.
 */
export async function engineMetrics(pool: Pool = enginePool(), external = usesExternalInngest()): Promise<string> {
  return external ? "" : whenMigrated(readMetrics(pool), "");
}

async function readMetrics(pool: Pool): Promise<string> {
  const [queue, counted, unfinished] = await Promise.all([
    readQueue(pool),
    pool.query<{ function_id: string; name: string; value: number }>(
      "SELECT function_id, name, value FROM posthorn_engine.metrics ORDER BY function_id, name",
    ),
    pool.query<{ function_id: string; status: string; count: number }>(
      `SELECT function_id, status, count(*)::int FROM posthorn_engine.runs WHERE finished_at IS NULL
          GROUP BY function_id, status ORDER BY function_id, status`,
    ),
  ]);
  const values = new Map<string, Map<string, number>>();
  for (const { function_id, name, value } of counted.rows) {
    values.set(function_id, (values.get(function_id) ?? new Map<string, number>()).set(name, value));
  }
  const perFunction = (name: string, label = "") =>
    [...values].flatMap(([fn, counts]) =>
      counts.has(name) ? [{ labels: `function="${fn}"${label}`, value: counts.get(name) ?? 0 }] : [],
    );
  return [
    family("posthorn_engine_runs_started_total", "counter", "Runs whose function was called a first time.", [
      ...perFunction("started"),
    ]),
    family("posthorn_engine_runs_finished_total", "counter", "Runs that ended, by how.", [
      ...perFunction("completed", ',status="completed"'),
      ...perFunction("failed", ',status="failed"'),
      ...perFunction("canceled", ',status="canceled"'),
    ]),
    family("posthorn_engine_calls_total", "counter", "Calls of functions and steps.", perFunction("calls")),
    family(
      "posthorn_engine_runs_unfinished",
      "gauge",
      "Runs under way (running: begun, also while they sleep) and not begun (queued).",
      unfinished.rows.map((row) => ({
        labels: `function="${row.function_id}",status="${row.status}"`,
        value: row.count,
      })),
    ),
    family("posthorn_engine_queue", "gauge", "Steps left to do, by what they wait for.", [
      { labels: 'state="running"', value: queue.running },
      { labels: 'state="due"', value: queue.due },
      { labels: 'state="waiting_for_slot"', value: queue.waitingForSlot },
      { labels: 'state="scheduled"', value: queue.scheduled },
    ]),
    family("posthorn_engine_queue_oldest_due_seconds", "gauge", "How long the oldest due step has waited.", [
      { labels: "", value: queue.oldestDueMs / 1000 },
    ]),
    family("posthorn_engine_workers", "gauge", "Worker processes that live.", [{ labels: "", value: queue.workers }]),
    latencies(values),
  ].join("");
}

function family(name: string, type: string, help: string, samples: { labels: string; value: number }[]): string {
  const lines = samples.map(({ labels, value }) => `${name}${labels && `{${labels}}`} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function latencies(values: Map<string, Map<string, number>>): string {
  const name = "posthorn_engine_send_to_call_seconds";
  const lines = [...values].flatMap(([fn, counts]) => {
    const started = counts.get("started") ?? 0;
    let below = 0;
    const buckets = LATENCY_BUCKETS_MS.map((limit) => {
      below += counts.get(latencyBucket(limit)) ?? 0;
      return `${name}_bucket{function="${fn}",le="${limit / 1000}"} ${below}\n`;
    });
    return [
      ...buckets,
      `${name}_bucket{function="${fn}",le="+Inf"} ${started}\n`,
      `${name}_sum{function="${fn}"} ${(counts.get("latency_ms") ?? 0) / 1000}\n`,
      `${name}_count{function="${fn}"} ${started}\n`,
    ];
  });
  return `# HELP ${name} From the time a run was sent for to its function's first call.\n# TYPE ${name} histogram\n${lines.join("")}`;
}
