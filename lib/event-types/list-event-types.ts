import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { schemaOfExample } from "#lib/event-types/schema-of-example";
import { roleAtLeast } from "#lib/permissions/permissions";
import type { EventValidation, Prisma, Role } from "#prisma/client";

export interface EventTypeView {
  name: string;
  group: string;
  description: string;
  /** JSON Schema of `data`: the product's, or else what the example shows. */
  schema: Prisma.JsonValue;
  /** What happens to events that do not match the schema. */
  validation: EventValidation;
  /** A sample of `data`, as JSON text. */
  example: string;
  lowestRole: Role;
  /** Whether the actor's role may see events of this type. */
  visible: boolean;
}

/** The product's catalogue, by group and name. Types that need a higher role are listed but not visible. */
export async function listEventTypes(ctx: WorkspaceContext): Promise<EventTypeView[]> {
  requirePermission(ctx, "webhooks:read");
  const rows = await db().eventType.findMany({
    where: { productId: ctx.workspace.productId, archivedAt: null },
    orderBy: [{ group: "asc" }, { name: "asc" }],
    select: {
      name: true,
      group: true,
      description: true,
      schema: true,
      validation: true,
      example: true,
      lowestRole: true,
    },
  });
  return rows.map((row) => ({
    ...row,
    schema: row.schema ?? schemaOfExample(row.example),
    visible: roleAtLeast(ctx.role, row.lowestRole),
  }));
}
