import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { WEBHOOK_STATUSES } from "#lib/webhooks/webhook-schema";

/** The filters of the webhooks list, as they stand in the URL. */
export const webhookSearchParams = {
  q: parseAsString.withDefault(""),
  status: parseAsStringLiteral(WEBHOOK_STATUSES),
  cursor: parseAsString,
};

export const loadWebhookSearchParams = createLoader(webhookSearchParams);
