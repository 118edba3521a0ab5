import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { currentProfile } from "#lib/profiles/current-profile";
import { lockWebhook } from "#lib/webhooks/find-webhook";
import { addSecret } from "#lib/webhooks/sealed";
import { secretKinds, signaturesOf } from "#lib/webhooks/signatures";
import { RotateSecretInput } from "#lib/webhooks/webhook-schema";
import { workspaceKey } from "#lib/workspaces/data-key";

/** Each overlapping secret adds a signature to every request; receivers limit the size of a header. */
const MAX_OVERLAPPING = 5;

/**
 * Replaces a webhook's signing secret. The old one keeps signing beside it for `overlapSeconds` (0 s to 7 days, one
 * day by default), so no request goes out that a receiver can't verify. An overlap of 0 ends all older ones at once.
 *
 * @throws {AppError} `rate_limited` when five replaced secrets still overlap
 */
export async function rotateSecret(
  ctx: WorkspaceContext,
  id: string,
  input: RotateSecretInput = {},
): Promise<{ secret: string; publicKey: string | null; previousExpiresAt: string }> {
  requirePermission(ctx, "secrets:rotate");
  const { overlapSeconds } = parseInput(RotateSecretInput, input);
  return db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    requirePermission(ctx, "secrets:rotate", webhook.ownerId);
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const [primary, ...others] = secretKinds(signaturesOf(profile, webhook.signature));
    const now = new Date();
    const expiresAt = new Date(now.getTime() + overlapSeconds * 1000);
    if (overlapSeconds > 0) await requireRoomToOverlap(tx, webhook.id, now);
    await tx.signingSecret.updateMany({
      where: {
        webhookId: webhook.id,
        kind: { in: [primary, ...others] },
        OR: [{ expiresAt: null }, { expiresAt: { gt: expiresAt } }],
      },
      data: { expiresAt },
    });
    const key = await workspaceKey(tx, ctx.workspace.id);
    const secret = await addSecret(tx, key, webhook.id, primary);
    for (const kind of others) await addSecret(tx, key, webhook.id, kind);
    await tx.webhook.update({
      where: { id: webhook.id, workspaceId: ctx.workspace.id },
      data: { version: { increment: 1 } },
    });
    const { publicKey } = await tx.signingSecret.findFirstOrThrow({
      where: { webhookId: webhook.id, kind: primary, expiresAt: null },
      select: { publicKey: true },
    });
    await recordAudit(tx, ctx, {
      action: "secret.rotated",
      target: { type: "webhook", id, name: webhook.name },
      after: { overlapSeconds, previousExpiresAt: expiresAt.toISOString() },
    });
    return { secret, publicKey, previousExpiresAt: expiresAt.toISOString() };
  });
}

async function requireRoomToOverlap(tx: Transaction, webhookId: string, now: Date): Promise<void> {
  const overlapping = await tx.signingSecret.findMany({
    where: { webhookId, expiresAt: { gt: now } },
    orderBy: { expiresAt: "asc" },
    select: { expiresAt: true },
  });
  const earliest = overlapping[0]?.expiresAt;
  if (!earliest || overlapping.length < MAX_OVERLAPPING) return;
  throw new AppError(
    "rate_limited",
    `${overlapping.length} replaced secrets still sign. Wait until one expires, or rotate with an overlap of 0.`,
    { retryAfterSeconds: Math.ceil((earliest.getTime() - now.getTime()) / 1000) },
  );
}
