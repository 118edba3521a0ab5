import "server-only";
import { Prisma } from "#prisma/client";

/**
 * Whether a webhook receives an event: it subscribes to its type, and is of the event's tenant or of none.
 *
 * For the same statements as `subscribesTo`.
 *
 * @param event the event's alias
 */
export function subscribes(event: "a" | "e"): Prisma.Sql {
  const e = Prisma.raw(event);
  return Prisma.sql`${subscribesTo(Prisma.sql`${e}.type`)}
         AND (w.tenant_id IS NULL OR w.tenant_id = ${e}.tenant_id)`;
}

/**
 * Whether a webhook subscribes to an event type: it lists the type or `*`, and its owner's present role may see the type.
 * A webhook without an owner who is a member receives what a viewer may see.
 *
 * For statements that call the webhook `w`, the event type `t` and the owner's membership, joined left, `m`.
 *
 * @param name the type's name
 */
export function subscribesTo(name: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`w.deleted_at IS NULL
         AND (w.event_types = '{*}' OR ${name} = ANY(w.event_types))
         AND coalesce(m.role, 'viewer') >= t.lowest_role`;
}
