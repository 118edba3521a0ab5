import { availableParallelism, loadavg } from "node:os";
import type { Instance } from "#scripts/chaos/instance";

const MB = 1024 * 1024;
/** I7 is about workers; the web process keeps what Next.js and V8 once took for pages. */
const RSS_MAX_BYTES = { worker: 512 * MB, web: 768 * MB };
const DELAY_P99_MAX_MS = 200;
/** On a machine that has so much else to do, an event loop's delay says nothing about us. */
const BUSY_LOAD_PER_CORE = 3;
/** A process that was started a moment ago is still loading its code. */
const SAMPLES_MIN = 500;
const OVERDUE_MAX_SECONDS = 60;

export interface VitalsReport {
  /** The most memory that a process took, in MB. */
  rssMb: number;
  /** The worst process's event loop, 99th percentile in milliseconds. */
  delayMs: number;
  problems: string[];
}

/**
 * The oracles I2 and I7 of RELIABILITY.md §6 for the whole instance: `/metrics` answers and knows of nothing that is
 * stuck, no process took more memory than it may, and no event loop was held up. Asking begins the next measurement.
 */
export async function takeVitals(instance: Instance): Promise<VitalsReport> {
  const problems: string[] = [];
  const answers = await Promise.all([instance.web, ...instance.workers].map((one) => one.vitals()));
  const all = answers.filter((vitals) => vitals !== null);
  const isBusy = (loadavg()[0] ?? 0) > BUSY_LOAD_PER_CORE * availableParallelism();
  for (const { name, rssBytes, delayP99Ms, samples } of all) {
    if (rssBytes > RSS_MAX_BYTES[name === "web" ? "web" : "worker"])
      problems.push(`I7: the ${name} process took ${toMb(rssBytes)} MB`);
    if (!isBusy && delayP99Ms > DELAY_P99_MAX_MS && samples >= SAMPLES_MIN)
      problems.push(`I7: the ${name} event loop's p99 was ${Math.round(delayP99Ms)} ms`);
  }
  const metrics = await fetch(`${instance.url}/metrics`).then((answer) => answer.text());
  const overdue = Number(/^posthorn_deliveries_overdue_seconds (.+)$/m.exec(metrics)?.[1] ?? Number.NaN);
  if (!(overdue <= OVERDUE_MAX_SECONDS)) problems.push(`I2: a delivery is overdue by ${overdue} s`);
  return {
    rssMb: toMb(Math.max(0, ...all.map(({ rssBytes }) => rssBytes))),
    delayMs: Math.round(
      Math.max(0, ...all.filter(({ samples }) => samples >= SAMPLES_MIN).map(({ delayP99Ms }) => delayP99Ms)),
    ),
    problems,
  };
}

const toMb = (bytes: number) => Math.round(bytes / MB);
