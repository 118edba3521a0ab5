import "server-only";
import { Prisma } from "#prisma/client";

/**
 * Whether a webhook receives an event: it lists the type or `*`, is of the event's tenant or of none, and its owner's
 * present role may see the type. A webhook without an owner who is a member receives what a viewer may see.
 *
 * For statements that call the webhook `w`, the event type `t` and the owner's membership, joined left, `m`.
 *
 * @param event the event's alias
 */
export function subscribes(event: "a" | "e"): Prisma.Sql {
  const e = Prisma.raw(event);
  return Prisma.sql`w.deleted_at IS NULL
         AND (w.event_types = '{*}' OR ${e}.type = ANY(w.event_types))
         AND (w.tenant_id IS NULL OR w.tenant_id = ${e}.tenant_id)
         AND coalesce(m.role, 'viewer') >= t.lowest_role`;
}
