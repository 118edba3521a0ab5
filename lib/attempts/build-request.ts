import { type DeliveryContent, renderBody, renderHeader, wireId } from "#lib/deliveries/render-body";
import type { WebhookConfig } from "#lib/dispatch/webhook-configs";
import type { Profile } from "#lib/profiles/profile-schema";
import { signingHeaders } from "#lib/signing/header-names";
import { signatureHeaders } from "#lib/signing/sign";

/** On test events alone (checklist 50). Receivers ignore what they don't know; the signature is the real one. */
const TEST_HEADER: [string, string] = ["x-webhook-test", "true"];
const MASK = "••••••";

type Headers = [name: string, value: string][];

/** What is sent: of a delivery that has been claimed, or of a sample. */
export interface RequestContent extends Omit<DeliveryContent, "deliveryId"> {
  id: string;
  test: boolean;
}

/**
 * The headers and body of an attempt. `masked` is what the log keeps, and what HTTP itself adds.
 *
 * @throws {Error} when it can't be signed: an unsigned request is never sent
 */
export function buildRequest(
  delivery: RequestContent,
  webhook: Pick<WebhookConfig, "url" | "headers" | "secrets" | "signature" | "problem">,
  profile: Profile,
  at: Date,
): { body: Buffer; headers: Headers; masked: Headers } {
  if (webhook.problem !== null) throw new Error(webhook.problem);
  const content = { ...delivery, deliveryId: delivery.id };
  const body = Buffer.from(renderBody(profile, content));
  const signature = webhook.signature ?? profile.signature;
  const secrets = webhook.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > at);
  const signed = signatureHeaders(signature, secrets, {
    id: wireId(profile, "event", delivery.eventId),
    timestampSeconds: Math.floor(at.getTime() / 1000),
    body,
  });
  const standing: Headers = [
    ["content-type", "application/json"],
    ["user-agent", profile.userAgent],
    ["accept", "*/*"],
    ["accept-encoding", "identity"],
    ...(delivery.test ? [TEST_HEADER] : []),
    // The database keeps no order of its own.
    ...Object.keys(profile.headers)
      .toSorted()
      .map((name): [string, string] => [name, renderHeader(profile, content, profile.headers[name] ?? "")]),
  ];
  const staticHeaders = new Set(signature.flatMap((item) => (item.scheme === "static" ? signingHeaders(item) : [])));
  const mask = ([name]: [string, string]): [string, string] => [name, MASK];
  return {
    body,
    headers: [...standing, ...signed, ...webhook.headers],
    masked: [
      ...wire(webhook.url),
      ...standing,
      ...signed.map((header) => (staticHeaders.has(header[0]) ? mask(header) : header)),
      ...webhook.headers.map(mask),
      ["content-length", String(body.length)],
    ],
  };
}

/** What HTTP itself adds before ours. */
export function wire(url: string): Headers {
  if (!URL.canParse(url)) return [];
  return [
    ["host", new URL(url).host],
    ["connection", "keep-alive"],
  ];
}
