import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { type DeliveryView, deliveryView } from "#lib/deliveries/delivery-view";
import { AT_ONCE } from "#lib/dispatch/at-once";
import { probeNow } from "#lib/dispatch/probe-now";
import { wakeShards } from "#lib/dispatch/wake";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { DATA_MAX_BYTES } from "#lib/events/parse-publish";
import { newId } from "#lib/ids";
import { spend } from "#lib/limits/spend";
import { roleAtLeast } from "#lib/permissions/permissions";
import { currentProfile } from "#lib/profiles/current-profile";
import { lockWebhook } from "#lib/webhooks/find-webhook";
import { TestEventInput } from "#lib/webhooks/webhook-schema";

/**
 * Sends one event to one webhook, marked as a test and signed with the real secret. Its type needs to be in the
 * catalogue, but not among those the webhook is subscribed to.
 *
 * A webhook that is paused or disabled gets it too, so that one can see whether its receiver works before resuming it:
 * the delivery is `held` then, and the caller has `attemptOne` make its one attempt.
 *
 * @returns the new delivery, which is on its way
 * @throws {AppError} `rate_limited`, `invalid_input` for an unknown type
 */
export async function sendTestEvent(ctx: WorkspaceContext, id: string, input: TestEventInput): Promise<DeliveryView> {
  requirePermission(ctx, "events:test");
  const { type, data } = parseInput(TestEventInput, input);
  spend(ctx, "test");
  const { delivery, name } = await db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    const example = await findExample(tx, ctx, type);
    const text = data === undefined ? example : JSON.stringify(data);
    if (Buffer.byteLength(text) > DATA_MAX_BYTES)
      throw new AppError("payload_too_large", "data is larger than 256 KB.");
    const { id: profileId } = await currentProfile(tx, ctx.workspace.productId);
    const { tenantId, shard } = await tx.webhook.findUniqueOrThrow({
      where: { id: webhook.id },
      select: { tenantId: true, shard: true },
    });
    const now = new Date();
    const eventId = newId();
    const workspaceId = ctx.workspace.id;
    await tx.event.create({
      data: {
        id: eventId,
        workspaceId,
        profileId,
        tenantId,
        type,
        data: text,
        occurredAt: now,
        test: true,
        createdAt: now,
      },
    });
    const delivery = await tx.delivery.create({
      data: {
        id: newId(),
        workspaceId,
        webhookId: webhook.id,
        eventId,
        type,
        shard,
        nextReason: "test",
        ...(webhook.status === "active" ? { nextAttemptAt: AT_ONCE } : { status: "held" as const }),
        test: true,
        createdAt: now,
      },
    });
    await probeNow(tx, webhook.id);
    await recordAudit(tx, ctx, {
      action: "webhook.tested",
      target: { type: "webhook", id, name: webhook.name },
      after: { type },
    });
    return { delivery, name: webhook.name };
  });
  await wakeShards([delivery.shard]);
  return deliveryView(delivery, name);
}

async function findExample(tx: Transaction, ctx: WorkspaceContext, type: string): Promise<string> {
  const eventType = await tx.eventType.findUnique({
    where: { productId_name: { productId: ctx.workspace.productId, name: type } },
    select: { example: true, lowestRole: true, archivedAt: true },
  });
  if (!eventType || eventType.archivedAt || !roleAtLeast(ctx.role, eventType.lowestRole)) {
    throw invalidInput([{ path: "type", message: `There is no event type "${type}".` }]);
  }
  return eventType.example;
}
