import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { spend } from "#lib/limits/spend";
import { currentProfile } from "#lib/profiles/current-profile";
import { findWebhook } from "#lib/webhooks/find-webhook";
import type { SecretView } from "#lib/webhooks/new-secrets";
import { openSecret } from "#lib/webhooks/sealed";
import { secretKinds, signaturesOf } from "#lib/webhooks/signatures";
import { workspaceKey } from "#lib/workspaces/data-key";

interface Revealed extends SecretView {
  /** The secret that a rotation replaced, while it still signs. */
  previous: { secret: string; expiresAt: string } | null;
}

export interface RevealedSecret extends Omit<Revealed, "kind"> {
  /** One of each kind, where two schemes need two; the first is the one above. */
  secrets: Revealed[];
}

/** Shows a webhook's signing secret. Every call is in the audit log; developers see those of their own webhooks only. */
export async function revealSecret(ctx: WorkspaceContext, id: string): Promise<RevealedSecret> {
  requirePermission(ctx, "secrets:reveal");
  spend(ctx, "reveal");
  return db().$transaction(async (tx) => {
    const webhook = await findWebhook(tx, ctx, id);
    requirePermission(ctx, "secrets:reveal", webhook.ownerId);
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const kinds = secretKinds(signaturesOf(profile, webhook.signature));
    const rows = await tx.signingSecret.findMany({
      where: {
        webhookId: webhook.id,
        kind: { in: kinds },
        OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      },
      orderBy: { id: "desc" },
    });
    const key = await workspaceKey(tx, ctx.workspace.id);
    const secrets = kinds.flatMap((kind): Revealed[] => {
      const current = rows.find((row) => row.kind === kind && row.expiresAt === null);
      const previous = rows.find((row) => row.kind === kind && row.expiresAt !== null);
      if (!current) return [];
      return [
        {
          kind,
          secret: openSecret(key, current),
          publicKey: current.publicKey,
          previous: previous?.expiresAt
            ? { secret: openSecret(key, previous), expiresAt: previous.expiresAt.toISOString() }
            : null,
        },
      ];
    });
    const [main] = secrets;
    if (!main) throw notFound("secret");
    await recordAudit(tx, ctx, { action: "secret.revealed", target: { type: "webhook", id, name: webhook.name } });
    return { secret: main.secret, publicKey: main.publicKey, previous: main.previous, secrets };
  });
}
