import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { type EventTypeUsage, eventTypeUsage } from "#lib/event-types/event-type-usage";
import { type EventTypeView, listEventTypes } from "#lib/event-types/list-event-types";
import { publicId } from "#lib/ids";
import { subscribesTo } from "#lib/webhooks/subscribes";
import { Prisma, type WebhookStatus } from "#prisma/client";

/** `webhooks` says how many there are. */
const MAX_SUBSCRIBERS = 200;

export interface Subscriber {
  id: string;
  name: string;
  status: WebhookStatus;
  /** Start of its present unbroken run of failures. */
  failingSince: string | null;
  /** The only tenant whose events it receives. */
  tenant: string | null;
}

export interface EventTypeDetail extends EventTypeView, EventTypeUsage {
  /** The webhooks that subscribe to it by its name or with all events: by name, at most 200. */
  subscribers: Subscriber[];
}

/**
 * One type of the catalogue, who subscribes to it in this workspace and how much of it there is.
 *
 * @throws {AppError} `not_found`, also for a type that the actor's role may not see
 */
export async function describeEventType(ctx: WorkspaceContext, name: string): Promise<EventTypeDetail> {
  requirePermission(ctx, "webhooks:read");
  const type = (await listEventTypes(ctx)).find((one) => one.name === name && one.visible);
  if (!type) throw notFound("event type");
  const [usage, subscribers] = await Promise.all([eventTypeUsage(ctx, [name]), listSubscribers(ctx, name)]);
  return { ...type, ...(usage.get(name) as EventTypeUsage), subscribers };
}

async function listSubscribers(ctx: WorkspaceContext, name: string): Promise<Subscriber[]> {
  const rows = await db().$queryRaw<(Omit<Subscriber, "failingSince"> & { failingSince: Date | null })[]>`
    SELECT w.id, w.name, w.status::text AS status, h.failing_since AS "failingSince", n.key AS tenant
      FROM event_type t JOIN webhook w ON w.workspace_id = ${ctx.workspace.id}::uuid
      LEFT JOIN member m ON m.workspace_id = w.workspace_id AND m.user_id = w.owner_id
      LEFT JOIN tenant n ON n.id = w.tenant_id
      LEFT JOIN webhook_health h ON h.webhook_id = w.id
     WHERE t.product_id = ${ctx.workspace.productId}::uuid AND t.name = ${name}
       AND ${subscribesTo(Prisma.sql`t.name`)}
     ORDER BY lower(w.name), w.id LIMIT ${MAX_SUBSCRIBERS}::int`;
  return rows.map(({ failingSince, ...row }) => ({
    ...row,
    id: publicId("webhook", row.id),
    failingSince: failingSince?.toISOString() ?? null,
  }));
}
