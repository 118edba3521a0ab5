import { Delivery } from "#lib/openapi/delivery-schemas";
import { operationsOf } from "#lib/openapi/operation";
import * as answers from "#lib/openapi/schemas";
import { TriedUrl, WebhookDefaults, WebhookStatistics } from "#lib/openapi/statistics-schemas";
import { StatisticsInput } from "#lib/statistics/webhook-statistics";
import { OwnerInput } from "#lib/webhooks/change-owner";
import { WebhookFilters } from "#lib/webhooks/list-webhooks";
import { ResumeInput } from "#lib/webhooks/resume-webhook";
import { TryUrlInput } from "#lib/webhooks/try-url";
import { RotateSecretInput, TestEventInput, WebhookInput, WebhookPatch } from "#lib/webhooks/webhook-schema";

const on = operationsOf("Webhooks");

/** What programs do with webhooks and their secrets. */
export const WEBHOOK_OPERATIONS = [
  on.get("/webhooks", "listWebhooks", "List webhooks, newest first", {
    scope: "webhooks:read",
    query: WebhookFilters,
    listOf: answers.Webhook,
  }),
  on.post("/webhooks", "createWebhook", "Create a webhook", {
    scope: "webhooks:write",
    description: "The answer has the signing secret, here and never again without the scope `secrets:reveal`.",
    body: WebhookInput,
    example: { name: "Orders", url: "https://example.com/webhooks", eventTypes: ["invoice.paid"] },
    status: 201,
    answer: answers.CreatedWebhook,
    etag: true,
  }),
  on.get("/webhooks/defaults", "getWebhookDefaults", "What holds for a webhook that does not say otherwise", {
    scope: "webhooks:read",
    description:
      "The product's rules as they are now: what a `null` of a webhook's `timeoutSeconds`, `retrySchedule` or `signature` means.",
    answer: WebhookDefaults,
  }),
  on.post("/webhooks/try-url", "tryUrl", "Whether anything answers at a URL, before a webhook depends on it", {
    scope: "webhooks:write",
    description: "Posts `{}` without a signature, by the rules that webhooks are sent by. It counts as a test event.",
    body: TryUrlInput,
    example: { url: "https://example.com/webhooks" },
    answer: TriedUrl,
    quota: "test",
  }),
  on.get("/webhooks/{id}", "getWebhook", "A webhook, its health and counts", {
    scope: "webhooks:read",
    answer: answers.Webhook,
    etag: true,
  }),
  on.patch("/webhooks/{id}", "updateWebhook", "Change the given fields", {
    scope: "webhooks:write",
    description: "With the `ETag` you have read as `If-Match`, a change by somebody else is not overwritten.",
    body: WebhookPatch,
    example: { eventTypes: ["invoice.paid", "invoice.created"], rateLimit: 10 },
    answer: answers.UpdatedWebhook,
    etag: true,
    ifMatch: true,
  }),
  on.delete("/webhooks/{id}", "deleteWebhook", "Delete a webhook", {
    scope: "webhooks:write",
    description: "Its log stays; what waits is canceled, and its secrets are destroyed.",
    status: 204,
    ifMatch: true,
  }),
  on.get("/webhooks/{id}/statistics", "getWebhookStatistics", "Attempts, latencies and errors over time", {
    scope: "deliveries:read",
    query: StatisticsInput,
    answer: WebhookStatistics,
  }),
  on.post("/webhooks/{id}/owner", "changeOwner", "Give a webhook another owner", {
    scope: "webhooks:assign",
    description: "It receives, from the next event on, what the new owner may see.",
    body: OwnerInput,
    example: { owner: "usr_01jf3xk30dmer79m5gpfqfk62s" },
    answer: answers.Webhook,
    etag: true,
  }),
  on.post("/webhooks/{id}/pause", "pauseWebhook", "Pause a webhook", {
    scope: "webhooks:write",
    description: "What waits, and what arrives meanwhile, is held.",
    answer: answers.Webhook,
    etag: true,
  }),
  on.post("/webhooks/{id}/resume", "resumeWebhook", "Resume a paused or disabled webhook", {
    scope: "webhooks:write",
    body: ResumeInput,
    example: { sendHeld: true },
    answer: answers.Webhook,
    etag: true,
  }),
  on.get("/webhooks/{id}/secret", "revealSecret", "Show the signing secret", {
    scope: "secrets:reveal",
    description: "Every call is in the audit log.",
    answer: answers.Secret,
    quota: "reveal",
  }),
  on.post("/webhooks/{id}/rotate-secret", "rotateSecret", "Replace the signing secret", {
    scope: "secrets:rotate",
    description: "The old one keeps signing beside the new one until the overlap is over.",
    body: RotateSecretInput,
    isBodyOptional: true,
    example: { overlapSeconds: 86_400 },
    answer: answers.RotatedSecret,
    quota: "rotate",
  }),
  on.post("/webhooks/{id}/expire-secret", "expireSecret", "End the overlap of a rotation now", {
    scope: "secrets:rotate",
    answer: answers.ExpiredSecrets,
  }),
  on.get("/webhooks/{id}/public-keys", "listPublicKeys", "What receivers verify ed25519 signatures with", {
    key: "none",
    listOf: answers.PublicKey,
  }),
  on.post("/webhooks/{id}/test", "testWebhook", "Send a test event", {
    scope: "events:test",
    description: "Marked as a test and signed with the real secret. Without `data` the type's example is sent.",
    body: TestEventInput,
    example: { type: "invoice.paid" },
    status: 202,
    answer: Delivery,
    quota: "test",
  }),
];
