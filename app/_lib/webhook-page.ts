import "server-only";
import { cache } from "react";
import { tryUrlAction } from "#app/_actions/webhooks";
import { orNotFound, pageContext } from "#app/_lib/session";
import type { ProductRules } from "#components/webhooks/webhook-facts";
import type { FormRules } from "#components/webhooks/webhook-form";
import { config } from "#lib/config";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { listIntegrations } from "#lib/integrations/list-integrations";
import { currentProfile } from "#lib/profiles/current-profile";
import { type Snippet, verificationSnippets } from "#lib/signing/snippets";
import { listTenants } from "#lib/tenants/list-tenants";
import { addActivity, getWebhookSetup } from "#lib/webhooks/get-webhook";
import { signaturesOf } from "#lib/webhooks/signatures";
import { webhookDefaults } from "#lib/webhooks/webhook-defaults";
import type { WebhookView } from "#lib/webhooks/webhook-view";

export interface WebhookParams {
  params: Promise<{ workspace: string; webhook: string }>;
}

/** How it is set up, without what it has done: what the header needs, in one short read. */
export const pageWebhookSetup = cache(async (workspace: string, id: string): Promise<WebhookView> => {
  const ctx = await pageContext(workspace);
  return orNotFound(getWebhookSetup(ctx, decodeURIComponent(id)));
});

/** The same with what it has done, for the page about that. */
export const pageWebhook = cache(async (workspace: string, id: string): Promise<WebhookView> => {
  const [ctx, setup] = await Promise.all([pageContext(workspace), pageWebhookSetup(workspace, id)]);
  return addActivity(ctx, setup);
});

/** What the product's profile and this instance allow in the form. */
export async function formRules(ctx: WorkspaceContext): Promise<FormRules> {
  const [defaults, tenants, integrations] = await Promise.all([
    webhookDefaults(ctx),
    listTenants(ctx),
    listIntegrations(ctx, { limit: 100 }),
  ]);
  return {
    allowHttp: defaults.allowHttp,
    allowLoopback: config().egress.allowLoopback,
    defaultTimeoutSeconds: defaults.timeoutSeconds,
    defaultRetry: defaults.retrySchedule,
    signature: defaults.signature,
    tenants,
    integrations: integrations.data.map(({ id, name }) => ({ id, name })),
    tryUrl: tryUrlAction.bind(null, ctx.workspace.slug),
  };
}

/** What holds for a webhook where it has not chosen otherwise, and how it signs. */
export async function productRules(ctx: WorkspaceContext, webhook: WebhookView): Promise<ProductRules> {
  const { profile } = await currentProfile(db(), ctx.workspace.productId);
  const { timeoutSeconds, retry } = profile;
  return { timeoutSeconds, retry, signatures: signaturesOf(profile, webhook.signature) };
}

/** Code that verifies a webhook's requests; for null, a webhook that signs as the profile says. */
export async function snippetsFor(ctx: WorkspaceContext, webhook: WebhookView | null): Promise<Snippet[]> {
  const { profile } = await currentProfile(db(), ctx.workspace.productId);
  const [signature] = signaturesOf(profile, webhook?.signature ?? null);
  return signature ? verificationSnippets(signature) : [];
}

/** Which of a webhook's controls the reader gets. */
export function webhookRights(ctx: WorkspaceContext, webhook: WebhookView) {
  const owns = webhook.owner !== null && ctx.actor.type === "user" && webhook.owner.email === ctx.actor.email;
  const ownerId = owns && ctx.actor.type === "user" ? ctx.actor.id : null;
  return {
    write: isAllowed(ctx, "webhooks:write"),
    assign: isAllowed(ctx, "webhooks:assign"),
    test: isAllowed(ctx, "events:test"),
    reveal: isAllowed(ctx, "secrets:reveal", ownerId),
    rotate: isAllowed(ctx, "secrets:rotate", ownerId),
  };
}
