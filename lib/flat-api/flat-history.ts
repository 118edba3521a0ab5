import "server-only";
import { z } from "zod";
import { type AttemptErrorCode, ERROR_INFO } from "#lib/attempts/error-codes";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { wireId } from "#lib/deliveries/render-body";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { flatScope } from "#lib/flat-api/flat-webhook";
import { parseId } from "#lib/ids";
import { hidesPayloads } from "#lib/workspaces/payload-access";

const STATUSES = ["Success", "Error Request", "Error Response"] as const;
type Status = (typeof STATUSES)[number];

/** The request could not be made; with every other code it was, and the answer was no success or never came. */
const REQUEST_ERRORS: AttemptErrorCode[] = [
  "invalid_url",
  "blocked_address",
  "dns_error",
  "connection_refused",
  "connection_failed",
  "tls_error",
  "signing_error",
];

const whole = (name: string, min: number, max: number) =>
  z.coerce
    .number(`${name} must be a number`)
    .int(`${name} must be a whole number`)
    .min(min, `${name} must be at least ${min}`)
    .max(max, `${name} must be at most ${max}`);
const FlatHistoryFilters = z.strictObject({
  limit: whole("limit", 1, 100).default(50),
  offset: whole("offset", 0, 1_000_000).default(0),
  event: z.string().max(128).optional(),
  status: z.enum(STATUSES, `status must be ${STATUSES.join(", ")}`).optional(),
});
export type FlatHistoryFilters = z.input<typeof FlatHistoryFilters>;

interface Row {
  id: string;
  type: string;
  error_code: AttemptErrorCode | null;
  response_status: number | null;
  data: string | null;
  occurred_at: Date;
  delivered_at: Date | null;
  total: bigint;
}

/**
 * The webhook's deliveries that have been attempted, newest first, as JSON text: `payload` stands in it exactly as it was
 * published.
 *
 * @throws {AppError} `not_found` when there is no webhook; `invalid_input`
 */
export async function getFlatHistory(ctx: WorkspaceContext, filters: FlatHistoryFilters): Promise<string> {
  requirePermission(ctx, "deliveries:read");
  const { limit, offset, event, status } = parseInput(FlatHistoryFilters, filters);
  const { profile, events, webhookId } = await flatScope(ctx);
  if (!webhookId) throw new AppError("not_found", "No webhook is configured.");
  if (event !== undefined && !events.includes(event)) {
    throw invalidInput([{ path: "event", message: `is not known; events are ${events.join(", ")}` }]);
  }
  const webhook = await db().webhook.findUniqueOrThrow({
    where: { id: parseId("webhook", webhookId) ?? "", workspaceId: ctx.workspace.id },
    select: { id: true, timeoutMs: true },
  });
  const rows = await db().$queryRaw<Row[]>`
    WITH attempted AS (
      SELECT id, type, event_id, last_error_code AS error_code, last_response_status AS response_status, created_at
        FROM delivery
       WHERE webhook_id = ${webhook.id}::uuid AND workspace_id = ${ctx.workspace.id}::uuid
         AND (last_error_code IS NOT NULL OR last_response_status IS NOT NULL)
         AND (${event ?? null}::text IS NULL OR type = ${event ?? null}::text)
         AND type <> ALL(${await hiddenTypes(db(), ctx)}::text[])
         AND CASE ${status ?? null}::text
               WHEN 'Success' THEN last_error_code IS NULL
               WHEN 'Error Request' THEN last_error_code = ANY(${REQUEST_ERRORS}::text[])
               WHEN 'Error Response' THEN last_error_code <> ALL(${REQUEST_ERRORS}::text[])
               ELSE true END
    ), page AS (SELECT * FROM attempted ORDER BY id DESC LIMIT ${limit}::int OFFSET ${offset}::int)
    SELECT p.id, p.type, p.error_code, p.response_status, e.data, coalesce(e.occurred_at, p.created_at) AS occurred_at,
           (SELECT max(started_at) FROM attempt a WHERE a.delivery_id = p.id) AS delivered_at, n.total
      FROM (SELECT count(*) AS total FROM attempted) n LEFT JOIN page p ON true
      LEFT JOIN event e ON e.id = p.event_id
     ORDER BY p.id DESC`;
  const timeoutSeconds = webhook.timeoutMs === null ? profile.timeoutSeconds : webhook.timeoutMs / 1000;
  const hidden = hidesPayloads(ctx);
  // One row without an id is the total of an empty page.
  const data = rows
    .filter(({ id }) => id !== null)
    .map((row) => entry(row, wireId(profile, "delivery", row.id), timeoutSeconds, hidden));
  const pagination = JSON.stringify({ total: Number(rows[0]?.total ?? 0), limit, offset });
  return `{"success":true,"data":[${data.join(",")}],"pagination":${pagination}}`;
}

function entry(row: Row, id: string, timeoutSeconds: number, hidden: boolean): string {
  const { error_code: code, response_status: httpStatus } = row;
  const status = statusOf(code);
  const statusDescription = code && describe(code, httpStatus, timeoutSeconds);
  const times = { createdAt: row.occurred_at.toISOString(), deliveredAt: row.delivered_at?.toISOString() ?? null };
  const before = JSON.stringify({ id, event: row.type, status, statusDescription });
  const payload = hidden ? "null" : (row.data ?? "null");
  return `${before.slice(0, -1)},"payload":${payload},${JSON.stringify({ httpStatus, ...times }).slice(1)}`;
}

function statusOf(code: AttemptErrorCode | null): Status {
  if (code === null) return "Success";
  return REQUEST_ERRORS.includes(code) ? "Error Request" : "Error Response";
}

function describe(code: AttemptErrorCode, httpStatus: number | null, timeoutSeconds: number): string {
  if (code === "timeout") return `Connection timeout after ${timeoutSeconds} seconds`;
  return httpStatus === null ? ERROR_INFO[code].title : `The server answered with status ${httpStatus}`;
}
