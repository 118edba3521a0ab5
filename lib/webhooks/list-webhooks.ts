import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { contains } from "#lib/database/contains";
import { parseInput } from "#lib/errors/parse-input";
import { type Page, PageInput, readPage } from "#lib/http/cursor";
import { parseId } from "#lib/ids";
import { findOwners } from "#lib/users/find-owners";
import { countWebhooks } from "#lib/webhooks/count-webhooks";
import { WEBHOOK_STATUSES } from "#lib/webhooks/webhook-schema";
import { healthView, WEBHOOK_VIEW, type WebhookView, webhookView } from "#lib/webhooks/webhook-view";
import type { Prisma } from "#prisma/client";

export const WebhookFilters = z.strictObject({
  ...PageInput,
  q: z.string().trim().max(200).optional().meta({ description: "Part of the name or URL." }),
  status: z
    .enum([...WEBHOOK_STATUSES, "failing"])
    .optional()
    .meta({ description: "`failing`: the active ones whose last attempts all failed." }),
  event: z.string().max(128).optional().meta({ description: "Only those subscribed to this event type." }),
  tenant: z.string().max(256).optional().meta({ description: "Only those of this tenant, by its key." }),
  integration: z.string().max(64).optional().meta({ description: "Only those of this integration, by its id." }),
  owner: z.string().max(64).optional().meta({ description: "Only those owned by this user, by their id." }),
});
export type WebhookFilters = z.input<typeof WebhookFilters>;

/** The Prisma conditions of these filters, and where in the list to read. */
export function selectWebhooks(ctx: WorkspaceContext, filters: WebhookFilters) {
  const { q, status, event, tenant, integration, owner, ...position } = parseInput(WebhookFilters, filters);
  const where: Prisma.WebhookWhereInput = {
    workspaceId: ctx.workspace.id,
    deletedAt: null,
    ...(status === "failing" ? { status: "active", health: { failingSince: { not: null } } } : status && { status }),
    ...(tenant && { tenant: { key: tenant } }),
    ...(integration !== undefined && { integrationId: rowId("integration", integration) }),
    ...(owner !== undefined && { ownerId: rowId("user", owner) }),
    AND: [
      q ? { OR: [{ name: contains(q) }, { url: contains(q) }] } : {},
      event ? { eventTypes: { hasSome: [event, "*"] } } : {},
    ],
  };
  return { where, position };
}

/** Of what is no id at all, nothing is. */
const rowId = (type: "integration" | "user", id: string) => parseId(type, id) ?? { in: [] };

/** The workspace's webhooks, newest first, each with its health and counts. */
export async function listWebhooks(ctx: WorkspaceContext, filters: WebhookFilters = {}): Promise<Page<WebhookView>> {
  requirePermission(ctx, "webhooks:read");
  const { where, position } = selectWebhooks(ctx, filters);
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().webhook.findMany({ where: { ...where, id }, orderBy, take, select: WEBHOOK_VIEW }),
  );
  const ids = page.data.map((row) => row.id);
  const [owners, counts] = await Promise.all([
    findOwners(
      db(),
      ctx.workspace.id,
      page.data.map((row) => row.ownerId),
    ),
    countWebhooks(ctx, ids),
  ]);
  return {
    ...page,
    data: page.data.map((row) => {
      const own = counts.get(row.id);
      const person = (row.ownerId && owners.get(row.ownerId)) || null;
      return { ...webhookView(row, person), health: healthView(row), ...(own && { counts: own }) };
    }),
  };
}
