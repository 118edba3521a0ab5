import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { currentProfile } from "#lib/profiles/current-profile";
import { findWebhook } from "#lib/webhooks/find-webhook";
import { openSecret } from "#lib/webhooks/sealed";
import { secretKinds, signaturesOf } from "#lib/webhooks/signatures";
import { workspaceKey } from "#lib/workspaces/data-key";

export interface RevealedSecret {
  secret: string;
  /** For ed25519: what the receiver verifies with, `whpk_…`. */
  publicKey: string | null;
  /** The secret that a rotation replaced, while it still signs. */
  previous: { secret: string; expiresAt: string } | null;
}

/** Shows a webhook's signing secret. Every call is in the audit log; developers see those of their own webhooks only. */
export async function revealSecret(ctx: WorkspaceContext, id: string): Promise<RevealedSecret> {
  requirePermission(ctx, "secrets:reveal");
  return db().$transaction(async (tx) => {
    const webhook = await findWebhook(tx, ctx, id);
    requirePermission(ctx, "secrets:reveal", webhook.ownerId);
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const [kind] = secretKinds(signaturesOf(profile, webhook.signature));
    const secrets = await tx.signingSecret.findMany({
      where: { webhookId: webhook.id, kind, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
      orderBy: { id: "desc" },
    });
    const current = secrets.find((secret) => secret.expiresAt === null);
    const previous = secrets.find((secret) => secret.expiresAt !== null);
    if (!current) throw notFound("secret");
    const key = await workspaceKey(tx, ctx.workspace.id);
    await recordAudit(tx, ctx, { action: "secret.revealed", target: { type: "webhook", id, name: webhook.name } });
    return {
      secret: openSecret(key, current),
      publicKey: current.publicKey,
      previous: previous?.expiresAt
        ? { secret: openSecret(key, previous), expiresAt: previous.expiresAt.toISOString() }
        : null,
    };
  });
}
