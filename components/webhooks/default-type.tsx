import type { WebhookView } from "#lib/webhooks/webhook-view";

/** The event type a test offers first: one that the webhook subscribes to, else the first of the catalogue. */
export function defaultType(webhook: WebhookView, types: { name: string }[]): string {
  return types.find((type) => webhook.eventTypes.includes(type.name))?.name ?? types[0]?.name ?? "";
}
