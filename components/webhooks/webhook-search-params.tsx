import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** Not from the schema, which would bring zod into the list's JavaScript. */
export const STATUS_FILTERS = ["active", "paused", "disabled"] as const satisfies readonly WebhookView["status"][];

/** The filters of the webhooks list, as they stand in the URL. */
export const webhookSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(STATUS_FILTERS),
  cursor: parseAsString,
};

export const loadWebhookSearchParams = createLoader(webhookSearchParams);
