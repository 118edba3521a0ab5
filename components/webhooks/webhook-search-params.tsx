import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** Not from the schema, which would bring zod into the list's JavaScript. */
export const STATUS_FILTERS = ["active", "paused", "disabled"] as const satisfies readonly WebhookView["status"][];

/** The filters of the webhooks list, as they stand in the URL. */
export const webhookSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(STATUS_FILTERS),
  event: parseAsString,
  tenant: parseAsString,
  integration: parseAsString,
  owner: parseAsString,
  cursor: parseAsString,
};

export type WebhookSearch = inferParserType<typeof webhookSearchParams>;
export const loadWebhookSearchParams = createLoader(webhookSearchParams);
