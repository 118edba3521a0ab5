import { AT_ONCE } from "#lib/dispatch/at-once";
import type { EventView } from "#lib/events/event-view";
import { publicId } from "#lib/ids";
import type { Attempt, AttemptOutcome, AttemptReason, Delivery, DeliveryStatus } from "#prisma/client";

export const DELIVERY_STATUSES = [
  "pending",
  "succeeded",
  "failed",
  "held",
  "canceled",
] as const satisfies readonly DeliveryStatus[];

/** A delivery as API and UI show it. */
export interface DeliveryView {
  id: string;
  webhookId: string;
  webhookName: string;
  eventId: string;
  type: string;
  status: DeliveryStatus;
  attemptCount: number;
  /** When the next attempt is due; null when none is, and while one is being made. */
  nextAttemptAt: string | null;
  lastErrorCode: string | null;
  lastResponseStatus: number | null;
  test: boolean;
  createdAt: string;
  completedAt: string | null;
}

export interface DeliveryDetail extends DeliveryView {
  /** Oldest first. */
  attempts: AttemptView[];
  /** Exactly what is sent as the request's body, on every attempt. Empty when the event is past its retention. */
  requestBody: string;
  /** Null when it is past its retention. */
  event: EventView | null;
}

type Header = [name: string, value: string];

/** One HTTP request of a delivery. */
export interface AttemptView {
  id: string;
  number: number;
  reason: AttemptReason;
  outcome: AttemptOutcome;
  errorCode: string | null;
  errorMessage: string | null;
  request: { method: "POST"; url: string; headers: Header[] };
  response: {
    status: number;
    headers: Header[];
    body: string;
    bodyEncoding: "utf-8" | "base64";
    /** Whether more came than was kept. */
    truncated: boolean;
  } | null;
  remoteAddress: string | null;
  httpVersion: string | null;
  timings: {
    dnsMs: number | null;
    connectMs: number | null;
    tlsMs: number | null;
    firstByteMs: number | null;
    totalMs: number | null;
  };
  worker: string;
  startedAt: string;
  finishedAt: string | null;
}

/** What the view shows of a row. */
type DeliveryRow = Pick<
  Delivery,
  | "id"
  | "webhookId"
  | "eventId"
  | "type"
  | "status"
  | "attemptCount"
  | "nextAttemptAt"
  | "leaseToken"
  | "lastErrorCode"
  | "lastResponseStatus"
  | "test"
  | "createdAt"
  | "completedAt"
>;

export interface NamedDelivery extends DeliveryRow {
  webhookName: string;
}

export function deliveryView(row: DeliveryRow, webhookName: string): DeliveryView {
  return {
    id: publicId("delivery", row.id),
    webhookId: publicId("webhook", row.webhookId),
    webhookName,
    eventId: publicId("event", row.eventId),
    type: row.type,
    status: row.status,
    attemptCount: row.attemptCount,
    nextAttemptAt: nextAttemptAt(row),
    lastErrorCode: row.lastErrorCode,
    lastResponseStatus: row.lastResponseStatus,
    test: row.test,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

/** During an attempt the column holds the end of its lease; what goes at once is due now. */
function nextAttemptAt({ nextAttemptAt: due, leaseToken }: DeliveryRow): string | null {
  if (leaseToken || !due) return null;
  return (due.getTime() === AT_ONCE.getTime() ? new Date() : due).toISOString();
}

/** @param hideBody leaves the response's body out: receivers like to echo the payload */
export function attemptView(row: Attempt, hideBody: boolean): AttemptView {
  const body = hideBody ? { body: "", bodyEncoding: "utf-8" as const } : bodyText(row.responseBody);
  return {
    id: publicId("attempt", row.id),
    number: row.number,
    reason: row.reason,
    outcome: row.outcome,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    request: { method: "POST", url: row.requestUrl, headers: JSON.parse(row.requestHeaders) as Header[] },
    response:
      row.responseStatus === null
        ? null
        : {
            status: row.responseStatus,
            headers: JSON.parse(row.responseHeaders ?? "[]") as Header[],
            ...body,
            truncated: row.responseTruncated,
          },
    remoteAddress: row.remoteAddress,
    httpVersion: row.httpVersion,
    timings: {
      dnsMs: row.dnsMs,
      connectMs: row.connectMs,
      tlsMs: row.tlsMs,
      firstByteMs: row.firstByteMs,
      totalMs: row.totalMs,
    },
    worker: row.worker,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** Bytes that came over the wire, as text where they are UTF-8. */
export function bodyText(bytes: Uint8Array | null): { body: string; bodyEncoding: "utf-8" | "base64" } {
  const buffer = Buffer.from(bytes ?? []);
  try {
    return { body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer), bodyEncoding: "utf-8" };
  } catch {
    return { body: buffer.toString("base64"), bodyEncoding: "base64" };
  }
}
