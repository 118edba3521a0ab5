import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { isAllowed, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import type { FieldError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { currentProfile } from "#lib/profiles/current-profile";
import { signatureErrors } from "#lib/signing/signature-errors";
import { urlErrors } from "#lib/webhooks/check-url";
import { eventTypeErrors, headerErrors, resolveReferences } from "#lib/webhooks/check-webhook";
import { lockWebhook, viewWebhook } from "#lib/webhooks/find-webhook";
import { addMissingSecrets, type SecretView } from "#lib/webhooks/new-secrets";
import { ownerRole, requireSeesAllOf } from "#lib/webhooks/owner-role";
import { requireVersion } from "#lib/webhooks/require-version";
import { openHeaders, sealHeaders } from "#lib/webhooks/sealed";
import { signaturesOf } from "#lib/webhooks/signatures";
import { WebhookPatch } from "#lib/webhooks/webhook-schema";
import { WEBHOOK_VIEW, type WebhookView } from "#lib/webhooks/webhook-view";
import { workspaceKey } from "#lib/workspaces/data-key";
import { Prisma } from "#prisma/client";

/** The fields whose old and new values the audit log keeps. */
const AUDITED = [
  "name",
  "description",
  "url",
  "eventTypes",
  "headerNames",
  "timeoutMs",
  "retrySchedule",
  "rateLimit",
  "maxInFlight",
  "ordered",
  "autoResume",
  "signature",
] as const;

/** `secrets` is there only where the change made some. */
export type UpdatedWebhook = WebhookView & { secrets?: SecretView[] };

/**
 * Changes the given fields of a webhook; the next attempt sees them. A signature that needs another kind of secret
 * gets one, which is returned here once (to those who may reveal it).
 *
 * @param options.expectedVersion refuses when somebody changed the webhook since the caller read this version
 * @param options.schema where one without event types is allowed: IdleWebhookPatch
 * @throws {AppError} `not_found`, `forbidden`, `invalid_input`, `version_conflict`
 */
export async function updateWebhook(
  ctx: WorkspaceContext,
  id: string,
  input: WebhookPatch,
  options: { expectedVersion?: number | readonly number[] | undefined; schema?: typeof WebhookPatch } = {},
): Promise<UpdatedWebhook> {
  requirePermission(ctx, "webhooks:write");
  const patch = parseInput(options.schema ?? WebhookPatch, input);
  return db().$transaction(async (tx) => {
    const before = await lockWebhook(tx, ctx, id);
    requireVersion(before, options.expectedVersion);
    if (patch.url !== undefined || patch.eventTypes || patch.headers || patch.signature !== undefined) {
      await requireSeesAllOf(tx, ctx, before);
    }
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const signatures = signaturesOf(profile, patch.signature === undefined ? before.signature : patch.signature);
    const references = await resolveReferences(tx, ctx, patch);
    const key = await workspaceKey(tx, ctx.workspace.id);
    const headers = patch.headers && (await mergeHeaders(tx, key, before.id, patch.headers));
    const added = patch.eventTypes?.filter((type) => !before.eventTypes.includes(type)) ?? [];
    const role = (await ownerRole(tx, ctx.workspace.id, before.ownerId)) ?? "viewer";
    const errors = [
      ...(patch.url === undefined ? [] : urlErrors(profile, patch.url)),
      ...(await eventTypeErrors(tx, ctx, added, role)),
      ...signatureErrors(profile, patch.signature ?? []),
      ...headerErrors(profile, signatures, headers ? Object.keys(headers.values) : before.headerNames),
      ...(headers?.errors ?? []),
      ...references.errors,
    ];
    if (errors.length > 0) throw invalidInput(errors);

    const { name, description, url, rateLimit, ordered, autoResume } = patch;
    const secrets = await addMissingSecrets(tx, key, before.id, signatures);
    const after = await tx.webhook.update({
      where: { id: before.id, workspaceId: ctx.workspace.id },
      data: {
        ...references.ids,
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(url !== undefined && { url }),
        ...(patch.eventTypes && { eventTypes: [...new Set(patch.eventTypes)] }),
        ...(headers && {
          headerNames: Object.keys(headers.values),
          headersSealed: sealHeaders(key, before.id, headers.values),
        }),
        ...(patch.timeoutSeconds !== undefined && {
          timeoutMs: patch.timeoutSeconds === null ? null : Math.round(patch.timeoutSeconds * 1000),
        }),
        ...(patch.retrySchedule !== undefined && { retrySchedule: patch.retrySchedule ?? Prisma.DbNull }),
        ...(rateLimit !== undefined && { rateLimit }),
        ...(patch.maxInFlight !== undefined && { maxInFlight: patch.maxInFlight }),
        ...(ordered !== undefined && { ordered }),
        ...(autoResume !== undefined && { autoResume }),
        ...(patch.signature !== undefined && { signature: patch.signature ?? Prisma.DbNull }),
        version: { increment: 1 },
      },
      select: WEBHOOK_VIEW,
    });
    const changed = AUDITED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
    await recordAudit(tx, ctx, {
      action: "webhook.updated",
      target: { type: "webhook", id, name: after.name },
      before: Object.fromEntries(changed.map((field) => [field, before[field]])),
      after: Object.fromEntries(changed.map((field) => [field, after[field]])),
    });
    const view = await viewWebhook(tx, ctx, after);
    const mayKnow = isAllowed(ctx, "secrets:reveal", before.ownerId);
    return secrets.length > 0 && mayKnow ? { ...view, secrets } : view;
  });
}

type DataKey = Awaited<ReturnType<typeof workspaceKey>>;

/** The new headers by name; null keeps the stored value of that name, whatever its case. */
async function mergeHeaders(
  tx: Transaction,
  key: DataKey,
  webhookId: string,
  patch: Record<string, string | null>,
): Promise<{ values: Record<string, string>; errors: FieldError[] }> {
  const row = await tx.webhook.findUniqueOrThrow({ where: { id: webhookId }, select: { headersSealed: true } });
  const stored = new Map(
    Object.entries(openHeaders(key, webhookId, row.headersSealed)).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const values: Record<string, string> = {};
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(patch)) {
    const kept = value ?? stored.get(name.toLowerCase());
    if (kept === undefined) errors.push({ path: `headers.${name}`, message: "has no stored value to keep" });
    else values[name] = kept;
  }
  return { values, errors };
}
