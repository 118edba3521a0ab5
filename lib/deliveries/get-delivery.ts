import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { attemptView, type DeliveryDetail } from "#lib/deliveries/delivery-view";
import { findDelivery } from "#lib/deliveries/find-delivery";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { renderBody } from "#lib/deliveries/render-body";
import { notFound } from "#lib/errors/app-error";
import { eventView } from "#lib/events/event-view";
import { tenantKeys } from "#lib/events/tenant-keys";
import { Profile } from "#lib/profiles/profile-schema";
import { hidesPayloads } from "#lib/workspaces/payload-access";

/** How many attempts a detail shows; the newest ones of a delivery that was replayed very often. */
const MAX_ATTEMPTS = 200;

/** One delivery with its attempts and its event, which is null once it is past its retention. */
export async function getDelivery(ctx: WorkspaceContext, id: string): Promise<DeliveryDetail> {
  requirePermission(ctx, "deliveries:read");
  const workspaceId = ctx.workspace.id;
  const { row, event, attempts } = await readDelivery(ctx, id);
  const [view] = await nameWebhooks(db(), workspaceId, [row]);
  if (!view) throw notFound("delivery");
  const hidden = hidesPayloads(ctx);
  const shown = attempts.reverse().map((attempt) => attemptView(attempt, hidden));
  if (!event) return { ...view, attempts: shown, requestBody: "", event: null };
  const [profile, tenant] = await Promise.all([
    db().profile.findUniqueOrThrow({ where: { id: event.profileId } }),
    event.tenantId === null
      ? null
      : tenantKeys(db(), workspaceId, [event.tenantId]).then((keys) => keys.get(event.tenantId ?? "") ?? null),
  ]);
  const content = {
    deliveryId: row.id,
    webhookId: row.webhookId,
    eventId: row.eventId,
    type: event.type,
    occurredAt: event.occurredAt,
    tenant,
    data: event.data,
  };
  return {
    ...view,
    attempts: shown,
    requestBody: hidden ? "" : renderBody(Profile.parse(profile.config), content),
    event: eventView(event, tenant, hidden),
  };
}

/** As of one moment: a delivery that is still pending never has the attempt that succeeded beside it. */
function readDelivery(ctx: WorkspaceContext, id: string) {
  const workspaceId = ctx.workspace.id;
  return db().$transaction(
    async (tx) => {
      const row = await findDelivery(tx, ctx, id);
      const event = await tx.event.findFirst({ where: { id: row.eventId, workspaceId } });
      const attempts = await tx.attempt.findMany({
        where: { deliveryId: row.id, workspaceId },
        orderBy: { number: "desc" },
        take: MAX_ATTEMPTS,
      });
      return { row, event, attempts };
    },
    { isolationLevel: "RepeatableRead" },
  );
}
