import { db } from "#lib/database/client";
import { parseId, publicId } from "#lib/ids";
import type { ChaosWebhook, Customer } from "#scripts/chaos/customer";
import { until } from "#scripts/chaos/until";

const RESUMES_WITHIN_MS = 60_000;

export interface Expectation {
  /** The most requests that may have been made again: those whose outcome was not written when the fault struck. */
  inFlight: number;
  /** `Date.now()` when everything ran again; events count as late from then on. */
  recoveredAt?: number;
  /**
   * Requests may outnumber attempts: a crash of PostgreSQL forgets leases, and with them the requests under way; and what
   * is cut off on a kept-alive connection is sent once more within its attempt.
   */
  mayExceedLog?: boolean;
}

/** Waits until a workspace has nothing pending. */
export function settled(customer: Customer, timeoutMs?: number): Promise<void> {
  const where = { workspaceId: customer.workspace.id, status: "pending" as const };
  return until("nothing is pending", async () => (await db().delivery.count({ where })) === 0, timeoutMs);
}

/**
 * Requests under way as Posthorn's database sees it, to be asked when no worker runs: begun, as the receiver knows, but
 * their outcome not written.
 */
export async function countInFlight(customer: Customer): Promise<number> {
  const leased = await db().delivery.findMany({
    where: { workspaceId: customer.workspace.id, leaseToken: { not: null } },
    select: { webhookId: true, eventId: true },
  });
  const targets = new Map(customer.webhooks.map(({ id, target }) => [parseId("webhook", id), target]));
  return leased.filter(({ webhookId, eventId }) => targets.get(webhookId)?.ledger.has(publicId("event", eventId)))
    .length;
}

/** What the oracles I1–I5 of RELIABILITY.md §6 find wrong with a settled workspace whose webhooks are all healthy now. */
export async function judge(customer: Customer, expected: Expectation): Promise<string[]> {
  const problems = [...customer.publisher.objections.slice(0, 3)];
  for (const webhook of customer.webhooks) problems.push(...(await judgeWebhook(customer, webhook, expected)));
  if (customer.duplicates > expected.inFlight) {
    problems.push(`I3: ${customer.duplicates} duplicates, but ${expected.inFlight} requests were in flight`);
  }
  return problems;
}

async function judgeWebhook(customer: Customer, webhook: ChaosWebhook, expected: Expectation): Promise<string[]> {
  const { target } = webhook;
  const problems: string[] = [];
  const claim = (holds: boolean, problem: string) => holds || problems.push(`${problem} (${webhook.id})`);

  const missing = [...customer.publisher.ledger.keys()].filter((id) => !target.ledger.has(id));
  claim(missing.length === 0, `I1: ${missing.length} accepted events never arrived, such as ${missing[0]}`);
  claim(target.objections.length === 0, `I4/I5: ${target.objections.length} objections: ${target.objections[0]}`);
  const late = lateness(customer, webhook, expected.recoveredAt ?? 0);
  claim(late <= RESUMES_WITHIN_MS, `the last first attempt came ${late} ms after recovery`);

  const counts = await readCounts(webhook.id);
  claim(counts.unfinished === 0, `I2: ${counts.unfinished} deliveries did not succeed`);
  claim(counts.doubled === 0, `${counts.doubled} deliveries succeeded twice`);
  claim(counts.statistics === counts.logged, `statistics ${counts.statistics}, log of attempts ${counts.logged}`);
  claim(
    counts.succeeded === counts.deliveries,
    `${counts.succeeded} succeeded attempts, ${counts.deliveries} deliveries`,
  );
  claim(target.total >= counts.answered, `${counts.answered} answers on record, ${target.total} requests received`);
  if (!expected.mayExceedLog) {
    claim(target.total <= counts.attempts, `${target.total} requests received, ${counts.attempts} attempts on record`);
  }
  return problems;
}

/** How long the last event took to its first attempt, in milliseconds since it was accepted and everything ran. */
export function lateness(customer: Customer, { target }: ChaosWebhook, recoveredAt = 0): number {
  let latest = 0;
  for (const [id, { answeredAt }] of customer.publisher.ledger) {
    const noted = target.ledger.get(id);
    if (noted) latest = Math.max(latest, noted.firstAt - Math.max(answeredAt, recoveredAt));
  }
  return latest;
}

/** Milliseconds from each event's 202 to its first attempt, which may well come before the publisher has read the 202. */
export function latencies(customer: Customer, { target }: ChaosWebhook): number[] {
  return [...customer.publisher.ledger].flatMap(([id, { answeredAt }]) => {
    const noted = target.ledger.get(id);
    return noted ? [Math.max(0, noted.firstAt - answeredAt)] : [];
  });
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

interface Counts {
  deliveries: number;
  unfinished: number;
  /** Deliveries with more than one attempt that succeeded. */
  doubled: number;
  attempts: number;
  succeeded: number;
  /** Attempts that the receiver answered. */
  answered: number;
  /** Attempts as lists of result and count, from the log and from the hourly statistics. */
  logged: string;
  statistics: string;
}

async function readCounts(webhookId: string): Promise<Counts> {
  const id = parseId("webhook", webhookId);
  const [row] = await db().$queryRaw<Counts[]>`
    WITH d AS (SELECT id, status FROM delivery WHERE webhook_id = ${id}::uuid),
         a AS (SELECT a.* FROM attempt a JOIN d ON d.id = a.delivery_id)
    SELECT (SELECT count(*) FROM d)::int AS deliveries,
           (SELECT count(*) FROM d WHERE status <> 'succeeded')::int AS unfinished,
           (SELECT count(*) FROM (SELECT FROM a WHERE outcome = 'succeeded' GROUP BY delivery_id HAVING count(*) > 1) x)::int
             AS doubled,
           (SELECT count(*) FROM a)::int AS attempts,
           (SELECT count(*) FROM a WHERE outcome = 'succeeded')::int AS succeeded,
           (SELECT count(*) FROM a WHERE response_status IS NOT NULL)::int AS answered,
           coalesce((SELECT string_agg(result || ' ' || n, ', ' ORDER BY result) FROM
             (SELECT coalesce(error_code, 'succeeded') AS result, count(*) AS n FROM a
               WHERE outcome <> 'interrupted' GROUP BY 1) x), '') AS logged,
           coalesce((SELECT string_agg(result || ' ' || n, ', ' ORDER BY result) FROM
             (SELECT result, sum(count) AS n FROM webhook_hour WHERE webhook_id = ${id}::uuid GROUP BY 1) x), '')
             AS statistics`;
  return row as Counts;
}
