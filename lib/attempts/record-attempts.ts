import "server-only";
import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { db } from "#lib/database/client";
import { bucketOf } from "#lib/statistics/latency";

/** Consecutive failures to connect, or to answer in time, after which the circuit opens. */
const CIRCUIT_THRESHOLD = 5;
const CIRCUIT_FIRST_WAIT_SECONDS = 15;
const CIRCUIT_MAX_WAIT_SECONDS = 15 * 60;
/** As in lib/dispatch/lane.ts. */
const RATE_MARGIN = 1.02;

/** Errors that say the receiver is away, rather than that it dislikes a request. */
const AWAY_CODES = [
  "timeout",
  "connection_refused",
  "connection_failed",
  "connection_closed",
  "dns_error",
  "tls_error",
];
/** A proxy's word for the same: the receiver behind it is away, or has more than it can do (checklist 35). */
const AWAY_STATUSES = [502, 503, 504];

/**
 * Writes the outcomes of many attempts in one statement: the deliveries (only where the lease is still held, so a
 * dispatcher that was paused past its lease changes nothing), the attempts, the hourly statistics and each webhook's
 * health.
 *
 * What fails is held when its webhook rests. Such webhooks are locked (shared, in the order of their ids): one that is
 * being resumed is seen as active, or its resumption waits and then finds what is held here. One that is being paused
 * may be missed: the sweep finds what is pending for it.
 *
 * @param worker names the process in the log of attempts
 * @returns the ids of the deliveries that were written; the others had lost their lease
 */
export async function recordAttempts(outcomes: readonly AttemptOutcome[], worker: string): Promise<Set<string>> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    /* prepared: record */
    WITH o AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(outcomes.map(toJson))}::json) AS o(
        id uuid, token uuid, webhook_id uuid, number int, reason attempt_reason, ok boolean, error_code text,
        error_message text, delay float8, throttle float8, retry_step int, test boolean,
        request_url text, request_headers text, response_status smallint, response_headers text, response_body text,
        response_truncated boolean, remote_address text, http_version text, dns_ms real, connect_ms real, tls_ms real,
        first_byte_ms real, total_ms real, latency_bucket smallint, started_at timestamptz)
    ), resting AS MATERIALIZED (
      SELECT id FROM webhook
       WHERE id IN (SELECT webhook_id FROM o WHERE NOT ok AND delay IS NOT NULL) AND status <> 'active'
       ORDER BY id FOR SHARE
    ), written AS (
      UPDATE delivery d
         SET status = CASE WHEN o.ok THEN 'succeeded'::delivery_status
                           WHEN o.delay IS NULL THEN 'failed'
                           WHEN w.deleted_at IS NOT NULL THEN 'canceled'
                           WHEN resting.id IS NOT NULL THEN 'held'
                           ELSE 'pending' END,
             next_attempt_at = CASE WHEN o.ok OR o.delay IS NULL OR resting.id IS NOT NULL THEN NULL
                                    WHEN w.ordered THEN d.created_at
                                    ELSE now() + make_interval(secs => o.delay) END,
             completed_at = CASE WHEN o.ok OR o.delay IS NULL OR w.deleted_at IS NOT NULL THEN now() END,
             shard = w.shard,
             retry_step = o.retry_step,
             next_reason = 'retry',
             last_error_code = o.error_code,
             last_response_status = o.response_status,
             lease_token = NULL,
             lease_until = NULL
        FROM o JOIN webhook w ON w.id = o.webhook_id LEFT JOIN resting ON resting.id = o.webhook_id
       WHERE d.id = o.id AND d.lease_token = o.token
      RETURNING d.id, d.workspace_id, w.ordered, w.rate_limit
    ), done AS (
      SELECT o.*, written.workspace_id, written.ordered,
             -- A rate below one per second is kept here, where it also holds from one process to the next, by the
             -- clock of the database.
             CASE WHEN written.rate_limit < 1
                  THEN now() + make_interval(secs => greatest(0, ${RATE_MARGIN} / written.rate_limit - o.total_ms / 1000))
                  END AS rate_wait,
             o.started_at + make_interval(secs => o.total_ms / 1000) AS ended_at
        FROM o JOIN written ON written.id = o.id
    ), logged AS (
      INSERT INTO attempt (id, delivery_id, workspace_id, webhook_id, number, reason, outcome, error_code, error_message,
                           request_url, request_headers, response_status, response_headers, response_body,
                           response_truncated, remote_address, http_version, dns_ms, connect_ms, tls_ms, first_byte_ms,
                           total_ms, worker, started_at, finished_at)
      SELECT token, id, workspace_id, webhook_id, number, reason,
             CASE WHEN ok THEN 'succeeded'::attempt_outcome ELSE 'failed' END, error_code, error_message,
             request_url, request_headers, response_status, response_headers, decode(response_body, 'base64'),
             response_truncated, remote_address, http_version, dns_ms, connect_ms, tls_ms, first_byte_ms,
             total_ms, ${worker}, started_at, started_at + make_interval(secs => total_ms / 1000)
        FROM done
    ), counted AS (
      INSERT INTO webhook_hour AS s (workspace_id, webhook_id, hour, result, latency_bucket, count)
      SELECT workspace_id, webhook_id, date_trunc('hour', started_at), coalesce(error_code, 'succeeded'),
             latency_bucket, count(*)
        FROM done WHERE NOT test
       GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
      ON CONFLICT (webhook_id, hour, result, latency_bucket) DO UPDATE SET count = s.count + excluded.count
    ), seen AS (
      SELECT *, max(ended_at) FILTER (WHERE ok) OVER (PARTITION BY webhook_id) AS succeeded_at FROM done WHERE NOT test
    ), latest AS (
      -- Per webhook the last outcome, and what the others say: only failures after the last success are a streak.
      SELECT DISTINCT ON (webhook_id) webhook_id, ok, error_code, response_status, ordered, delay,
             succeeded_at IS NOT NULL AS any_ok,
             max(throttle) OVER w AS throttle,
             max(rate_wait) OVER w AS rate_wait,
             count(*) FILTER (WHERE NOT ok AND ended_at > coalesce(succeeded_at, '-infinity')) OVER w AS failures
        FROM seen WINDOW w AS (PARTITION BY webhook_id)
       ORDER BY webhook_id, ended_at DESC
    ), known AS (
      SELECT latest.*, h.last_success_at,
             CASE WHEN NOT any_ok THEN h.failing_since END AS failing_since,
             CASE WHEN any_ok THEN 0 ELSE coalesce(h.consecutive_failures, 0) END AS failed_before,
             CASE WHEN any_ok THEN 0 ELSE coalesce(h.circuit_openings, 0) END AS openings,
             coalesce(h.consecutive_failures, 1) > 0 AS was_failing,
             CASE WHEN h.wait_until > now() THEN h.wait_reason END AS waiting_for, h.wait_until
        FROM latest LEFT JOIN webhook_health h USING (webhook_id)
    ), judged AS (
      SELECT known.*, CASE WHEN ok THEN 0 ELSE failed_before + failures END AS streak,
             NOT ok AND (error_code = ANY(${AWAY_CODES}) OR response_status = ANY(${AWAY_STATUSES}::int[]))
               AND (openings > 0 OR failed_before + failures >= ${CIRCUIT_THRESHOLD}::int) AS opens,
             -- What was in flight when the circuit opened tells nothing new.
             waiting_for = 'circuit' AND openings > 0 AS is_open
        FROM known
       -- A healthy webhook's row is touched every few seconds, not with every success.
       WHERE NOT ok OR was_failing OR throttle > 0 OR rate_wait IS NOT NULL
          OR coalesce(last_success_at, 'epoch') < now() - interval '5 seconds'
    ), noted AS (
      INSERT INTO webhook_health AS h (webhook_id, last_success_at, last_failure_at, failing_since,
                                       consecutive_failures, last_error_code, last_response_status, circuit_openings,
                                       wait_until, wait_reason)
      SELECT webhook_id,
             CASE WHEN any_ok THEN now() END,
             CASE WHEN NOT ok THEN now() END,
             CASE WHEN NOT ok THEN coalesce(failing_since, now()) END,
             streak, error_code, response_status,
             CASE WHEN opens AND is_open THEN openings WHEN opens THEN openings + 1 ELSE 0 END,
             CASE WHEN opens AND is_open THEN wait_until
                  WHEN opens THEN greatest(
                    now() + make_interval(secs => least(
                      ${CIRCUIT_MAX_WAIT_SECONDS}::int, ${CIRCUIT_FIRST_WAIT_SECONDS}::int * 2 ^ least(openings, 10))),
                    -- What the receiver asked for, if that is longer.
                    now() + make_interval(secs => throttle), CASE WHEN waiting_for = 'retry_after' THEN wait_until END)
                  WHEN throttle > 0 THEN greatest(now() + make_interval(secs => throttle),
                                                  CASE WHEN waiting_for = 'retry_after' THEN wait_until END)
                  -- The receiver asked for it, and an answer to an earlier request does not take that back.
                  WHEN waiting_for = 'retry_after' THEN wait_until
                  WHEN ordered AND NOT ok THEN greatest(now() + make_interval(secs => delay), rate_wait)
                  ELSE rate_wait END,
             CASE WHEN opens THEN 'circuit'
                  WHEN throttle > 0 OR waiting_for = 'retry_after' THEN 'retry_after'
                  WHEN ordered AND NOT ok THEN 'ordered'
                  WHEN rate_wait IS NOT NULL THEN 'rate_limit' END
        FROM judged ORDER BY webhook_id
      ON CONFLICT (webhook_id) DO UPDATE SET
        last_success_at = coalesce(excluded.last_success_at, h.last_success_at),
        last_failure_at = coalesce(excluded.last_failure_at, h.last_failure_at),
        failing_since = excluded.failing_since,
        consecutive_failures = excluded.consecutive_failures,
        last_error_code = excluded.last_error_code,
        last_response_status = excluded.last_response_status,
        circuit_openings = excluded.circuit_openings,
        wait_until = excluded.wait_until,
        wait_reason = excluded.wait_reason,
        -- A success in between makes the next failure the first of a new run.
        warnings = CASE WHEN excluded.failing_since IS NOT DISTINCT FROM h.failing_since THEN h.warnings ELSE 0 END
    )
    SELECT id FROM written`;
  return new Set(rows.map((row) => row.id));
}

function toJson({ delivery, result, ...outcome }: AttemptOutcome) {
  const response = result?.response;
  const timings = result?.timings;
  return {
    id: delivery.id,
    token: delivery.token,
    webhook_id: delivery.webhookId,
    number: delivery.attemptNumber,
    reason: delivery.reason,
    ok: outcome.errorCode === null,
    error_code: outcome.errorCode,
    error_message: outcome.errorMessage,
    delay: outcome.nextDelaySeconds,
    throttle: outcome.throttleSeconds,
    retry_step: outcome.retryStep,
    test: delivery.test,
    request_url: outcome.requestUrl,
    request_headers: JSON.stringify(outcome.requestHeaders),
    response_status: response?.status ?? null,
    response_headers: response ? JSON.stringify(response.headers) : null,
    response_body: response?.body.toString("base64") ?? null,
    response_truncated: response?.truncated ?? false,
    remote_address: result?.remoteAddress ?? null,
    // What we speak: connections.ts allows no other, and undici keeps to itself what the answer's first line says.
    http_version: response ? "1.1" : null,
    dns_ms: timings?.dnsMs,
    connect_ms: timings?.connectMs,
    tls_ms: timings?.tlsMs,
    first_byte_ms: timings?.firstByteMs,
    total_ms: outcome.totalMs,
    latency_bucket: bucketOf(outcome.totalMs),
    started_at: outcome.startedAt.toISOString(),
  };
}
