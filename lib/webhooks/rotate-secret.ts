import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { spend } from "#lib/limits/spend";
import { currentProfile } from "#lib/profiles/current-profile";
import { lockWebhook } from "#lib/webhooks/find-webhook";
import { newSecrets, requireUniqueSecret, type SecretView, secretView } from "#lib/webhooks/new-secrets";
import { addSecret } from "#lib/webhooks/sealed";
import { signaturesOf } from "#lib/webhooks/signatures";
import { RotateSecretInput } from "#lib/webhooks/webhook-schema";
import { workspaceKey } from "#lib/workspaces/data-key";
import type { SecretKind } from "#prisma/client";

/**
 * Replaced secrets that may sign beside the current one: a list of signatures holds three at most (checklist 22), and a
 * header that holds one value has one companion for the secret before.
 */
const MAX_OVERLAPPING = { list: 2, single: 1 };
/** Whoever rotates more often than this is a loop that has gone wrong. */
const MAX_PER_MINUTE = 10;
const MINUTE_MS = 60_000;
const KEEP_EXPIRED_MS = 86_400_000;

export interface RotatedSecret {
  secret: string;
  publicKey: string | null;
  previousExpiresAt: string;
  /** All new ones, where two schemes need two kinds; the first is `secret`. */
  secrets: SecretView[];
}

/**
 * Replaces a webhook's signing secret by a random one or the one brought along. The old one keeps signing beside it for
 * `overlapSeconds` (0 s to 7 days, one day by default), so no request goes out that a receiver can't verify. An overlap
 * of 0 ends all older ones at once.
 *
 * @throws {AppError} `rate_limited` while so many replaced secrets overlap that another would have no place, or after
 * ten rotations within a minute; `invalid_input`
 */
export async function rotateSecret(
  ctx: WorkspaceContext,
  id: string,
  input: RotateSecretInput = {},
): Promise<RotatedSecret> {
  requirePermission(ctx, "secrets:rotate");
  const { overlapSeconds, secret: own } = parseInput(RotateSecretInput, input);
  spend(ctx, "rotate");
  return db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    requirePermission(ctx, "secrets:rotate", webhook.ownerId);
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const signatures = signaturesOf(profile, webhook.signature);
    const secrets = newSecrets(signatures, own);
    const key = await workspaceKey(tx, ctx.workspace.id);
    if (own !== undefined) await requireUniqueSecret(tx, ctx, key, signatures, secrets[0]);
    const kinds = secrets.map(({ kind }) => kind);
    const now = new Date();
    const expiresAt = new Date(now.getTime() + overlapSeconds * 1000);
    await requireRest(tx, webhook.id, secrets[0].kind, now);
    if (overlapSeconds > 0) {
      const isList = signatures.every(({ scheme }) => scheme === "standard-webhooks");
      await requireRoomToOverlap(tx, webhook.id, secrets[0].kind, MAX_OVERLAPPING[isList ? "list" : "single"], now);
    }
    await tx.signingSecret.updateMany({
      where: {
        webhookId: webhook.id,
        kind: { in: kinds },
        OR: [{ expiresAt: null }, { expiresAt: { gt: expiresAt } }],
      },
      data: { expiresAt },
    });
    for (const secret of secrets) await addSecret(tx, key, webhook.id, secret);
    // What has long ended is of no use to anybody but a thief.
    await tx.signingSecret.deleteMany({
      where: { webhookId: webhook.id, expiresAt: { lt: new Date(now.getTime() - KEEP_EXPIRED_MS) } },
    });
    await tx.webhook.update({
      where: { id: webhook.id, workspaceId: ctx.workspace.id },
      data: { version: { increment: 1 } },
    });
    await recordAudit(tx, ctx, {
      action: "secret.rotated",
      target: { type: "webhook", id, name: webhook.name },
      after: { overlapSeconds, previousExpiresAt: expiresAt.toISOString(), own: own !== undefined },
    });
    const [{ text: secret, publicKey }] = secrets;
    return { secret, publicKey, previousExpiresAt: expiresAt.toISOString(), secrets: secrets.map(secretView) };
  });
}

async function requireRest(tx: Transaction, webhookId: string, kind: SecretKind, now: Date): Promise<void> {
  const recent = await tx.signingSecret.count({
    where: { webhookId, kind, createdAt: { gt: new Date(now.getTime() - MINUTE_MS) } },
  });
  // The first one came with the webhook.
  if (recent <= MAX_PER_MINUTE) return;
  throw new AppError("rate_limited", "This secret was rotated ten times within a minute. Wait a minute.", {
    retryAfterSeconds: MINUTE_MS / 1000,
  });
}

async function requireRoomToOverlap(
  tx: Transaction,
  webhookId: string,
  kind: SecretKind,
  max: number,
  now: Date,
): Promise<void> {
  const overlapping = await tx.signingSecret.findMany({
    where: { webhookId, kind, expiresAt: { gt: now } },
    orderBy: { expiresAt: "asc" },
    select: { expiresAt: true },
  });
  const earliest = overlapping[0]?.expiresAt;
  if (!earliest || overlapping.length < max) return;
  const problem =
    overlapping.length === 1
      ? "The previous secret still signs beside the current one. End it now, wait until it expires,"
      : "Two replaced secrets still sign beside the current one. End them now, wait until one expires,";
  throw new AppError("rate_limited", `${problem} or rotate with an overlap of 0.`, {
    retryAfterSeconds: Math.ceil((earliest.getTime() - now.getTime()) / 1000),
  });
}
