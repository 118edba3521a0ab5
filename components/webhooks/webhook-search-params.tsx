import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { ShownStatus } from "#components/webhooks/webhook-status";

/** Not from the schema, which would bring zod into the list's JavaScript. */
export const STATUS_FILTERS = ["active", "failing", "paused", "disabled"] as const satisfies readonly ShownStatus[];

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
