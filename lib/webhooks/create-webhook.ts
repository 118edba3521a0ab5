import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { shardOf } from "#lib/dispatch/shards";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { currentProfile } from "#lib/profiles/current-profile";
import { signatureErrors } from "#lib/signing/signature-errors";
import { urlErrors } from "#lib/webhooks/check-url";
import { eventTypeErrors, headerErrors, resolveReferences } from "#lib/webhooks/check-webhook";
import { viewWebhook } from "#lib/webhooks/find-webhook";
import { newSecrets, requireUniqueSecret, type SecretView, secretView } from "#lib/webhooks/new-secrets";
import { ownerRole } from "#lib/webhooks/owner-role";
import { addSecret, sealHeaders } from "#lib/webhooks/sealed";
import { signaturesOf } from "#lib/webhooks/signatures";
import { WebhookInput } from "#lib/webhooks/webhook-schema";
import { WEBHOOK_VIEW, type WebhookView } from "#lib/webhooks/webhook-view";
import { workspaceKey } from "#lib/workspaces/data-key";
import { Prisma } from "#prisma/client";

/**
 * Creates an active webhook, owned by the actor, with its first signing secret: a random one, or the one brought along.
 * It is returned here and never again without `secrets:reveal`. `secrets` has them all, where two schemes need two kinds;
 * `secret` is the first of them. Made with an integration's key it belongs to that integration, unless the input says
 * otherwise.
 *
 * @param options.schema where one without event types is allowed: IdleWebhookInput
 * @param options.check runs first in the same transaction, and refuses by throwing
 * @throws {AppError} `forbidden`, `invalid_input`
 */
export async function createWebhook(
  ctx: WorkspaceContext,
  input: WebhookInput,
  options: { schema?: typeof WebhookInput; check?: (tx: Transaction) => Promise<void> } = {},
): Promise<{ webhook: WebhookView; secret: string; secrets: SecretView[] }> {
  requirePermission(ctx, "webhooks:write");
  const fields = parseInput(options.schema ?? WebhookInput, input);
  return db().$transaction(async (tx) => {
    await options.check?.(tx);
    const ownerId = actingUserId(ctx);
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const signatures = signaturesOf(profile, fields.signature ?? null);
    const headers = fields.headers ?? {};
    const role = (await ownerRole(tx, ctx.workspace.id, ownerId)) ?? "viewer";
    const references = await resolveReferences(tx, ctx, fields);
    const errors = [
      ...urlErrors(profile, fields.url),
      ...(await eventTypeErrors(tx, ctx, fields.eventTypes, role)),
      ...signatureErrors(profile, fields.signature ?? []),
      ...headerErrors(profile, signatures, Object.keys(headers)),
      ...references.errors,
    ];
    if (errors.length > 0) throw invalidInput(errors);
    const secrets = newSecrets(signatures, fields.secret);
    const key = await workspaceKey(tx, ctx.workspace.id);
    if (fields.secret !== undefined) await requireUniqueSecret(tx, ctx, key, signatures, secrets[0]);

    const id = newId();
    const { id: webhookId } = await tx.webhook.create({
      data: {
        id,
        workspaceId: ctx.workspace.id,
        ownerId,
        integrationId: ctx.actor.type === "key" ? ctx.actor.integrationId : null,
        ...references.ids,
        name: fields.name,
        description: fields.description ?? "",
        url: fields.url,
        eventTypes: [...new Set(fields.eventTypes)],
        headerNames: Object.keys(headers),
        headersSealed: sealHeaders(key, id, headers),
        signature: fields.signature ?? Prisma.DbNull,
        timeoutMs: fields.timeoutSeconds == null ? null : Math.round(fields.timeoutSeconds * 1000),
        retrySchedule: fields.retrySchedule ?? Prisma.DbNull,
        rateLimit: fields.rateLimit ?? null,
        autoResume: fields.autoResume ?? true,
        ...(fields.maxInFlight !== undefined && { maxInFlight: fields.maxInFlight }),
        ordered: fields.ordered ?? false,
        shard: shardOf(id),
      },
      select: { id: true },
    });
    for (const secret of secrets) await addSecret(tx, key, webhookId, secret);
    const row = await tx.webhook.findUniqueOrThrow({ where: { id: webhookId }, select: WEBHOOK_VIEW });
    await recordAudit(tx, ctx, {
      action: "webhook.created",
      target: { type: "webhook", id: publicId("webhook", id), name: row.name },
      after: { name: row.name, url: row.url, eventTypes: row.eventTypes, headerNames: row.headerNames },
    });
    return { webhook: await viewWebhook(tx, ctx, row), secret: secrets[0].text, secrets: secrets.map(secretView) };
  });
}
