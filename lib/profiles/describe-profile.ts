import { attemptTimes } from "#lib/deliveries/retry-policy";
import type { Profile, SignatureConfig } from "#lib/profiles/profile-schema";
import { previousHeader } from "#lib/signing/header-names";
import { durationWords } from "#lib/time/duration-text";

/** One rule in words. `text` is a sentence or a few. */
export interface ProfileRule {
  label: string;
  text: string;
}

const SHOWN_ATTEMPTS = 12;
const COUNTED_ATTEMPTS = 1000;

const SOURCE_WORDS: Record<string, string> = {
  eventId: "the event's id",
  deliveryId: "the delivery's id",
  webhookId: "the webhook's id",
  type: "the event type",
  timestamp: "when it happened",
  tenant: "the tenant",
  data: "the published data",
};

/** What a source stands for, in words. */
export function sourceWords(source: string): string {
  return SOURCE_WORDS[source] ?? `data’s “${source.slice("data.".length)}”`;
}

/** A profile as rules that people read: what a receiver has to expect. */
export function describeProfile(profile: Profile): ProfileRule[] {
  const { body, headers, idPrefixes, timeoutSeconds, allowHttp, flatApi, userAgent } = profile;
  return [
    { label: "Body", text: `A JSON object of, in this order: ${body.fields.map(fieldWords).join("; ")}.` },
    ...(usesTimestamp(profile) ? [{ label: "Time", text: TIMESTAMP_WORDS[body.timestampFormat] }] : []),
    { label: "Signature", text: profile.signature.map(signatureWords).join(" Beside it: ") },
    {
      label: "Headers",
      text: [
        ...Object.entries(headers).map(([name, source]) => `${name} is ${sourceWords(source)}.`),
        `content-type is application/json, user-agent is ${userAgent}.`,
      ].join(" "),
    },
    ...(Object.keys(idPrefixes).length > 0
      ? [{ label: "Ids", text: `${Object.entries(idPrefixes).map(prefixWords).join(", ")}.` }]
      : []),
    {
      label: "Success",
      text: `A 2xx status within ${durationWords(timeoutSeconds)}. Redirects are not followed; 410 ends the webhook.`,
    },
    { label: "Retries", text: retryWords(profile) },
    {
      label: "URLs",
      text: allowHttp ? "https:// and http:// are allowed." : "https:// only.",
    },
    ...(flatApi
      ? [
          {
            label: "Flat API",
            text: "/api/integration/webhook manages a workspace’s one webhook, as Kruncher documents it.",
          },
        ]
      : []),
  ];
}

function fieldWords({ name, from }: Profile["body"]["fields"][number]): string {
  return `“${name}”, ${[from].flat().map(sourceWords).join(", or else ")}`;
}

function prefixWords([kind, prefix]: [string, string | undefined]): string {
  return `${kind} ids begin with ${prefix}_`;
}

function usesTimestamp({ body, headers }: Profile): boolean {
  return [...body.fields.flatMap(({ from }) => from), ...Object.values(headers)].includes("timestamp");
}

const TIMESTAMP_WORDS = {
  "iso-milliseconds": "ISO 8601 in UTC with milliseconds, such as 2026-03-18T14:30:00.000Z. The same on every attempt.",
  "iso-seconds": "ISO 8601 in UTC in whole seconds, such as 2026-03-18T14:30:00Z. The same on every attempt.",
  "unix-seconds": "Whole seconds since 1970, such as 1773844200. The same on every attempt.",
};

/** How a request is signed, in a sentence or two. */
export function signatureWords(signature: SignatureConfig): string {
  switch (signature.scheme) {
    case "standard-webhooks": {
      const { headerPrefix: prefix } = signature;
      const manner =
        signature.algorithm === "ed25519"
          ? "v1a, an ed25519 signature that the webhook’s public key verifies"
          : "v1, an HMAC-SHA256 keyed with the base64 part of the secret";
      return `${prefix}-signature holds ${manner}, over ${prefix}-id, ${prefix}-timestamp and the body. While a rotation overlaps it lists both.`;
    }
    case "hmac-body": {
      const { header, algorithm, encoding, prefix } = signature;
      const shown = prefix && `, behind ${prefix}`;
      return `${header} holds the HMAC-${algorithm.toUpperCase()} of the body in ${encoding}${shown}, keyed with the secret as it stands. While a rotation overlaps, ${previousHeader(signature)} holds the old secret’s.`;
    }
    case "static":
      return `${signature.header} holds the secret itself. While a rotation overlaps, ${previousHeader(signature)} holds the old one.`;
  }
}

function retryWords({ retry }: Profile): string {
  const times = attemptTimes(retry, COUNTED_ATTEMPTS);
  if (times.length === 1) return "None: a failure is final.";
  const shown = times.slice(1, SHOWN_ATTEMPTS).map(durationWords).join(", ");
  const more = times.length > SHOWN_ATTEMPTS ? " and so on" : "";
  const count = times.length >= COUNTED_ATTEMPTS ? "more than 1,000" : String(times.length);
  return `${count} attempts: at once, and ${shown}${more} after the first, each delay ±10 %. Retry-After is honoured.`;
}
