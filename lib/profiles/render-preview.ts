import { createHash } from "node:crypto";
import { buildRequest, wire } from "#lib/attempts/build-request";
import { attemptTimes } from "#lib/deliveries/retry-policy";
import { AppError } from "#lib/errors/app-error";
import { invalidInput } from "#lib/errors/parse-input";
import type { Profile } from "#lib/profiles/profile-schema";
import { ownSecret } from "#lib/signing/secret";
import { secretKinds } from "#lib/webhooks/signatures";
import type { SecretKind } from "#prisma/client";

const SAMPLE = {
  url: "https://example.com/webhooks",
  eventId: "019a8f2c-5b7e-7d41-9c3a-6e0f1a2b3c4d",
  deliveryId: "019a8f2c-5b93-7a18-8b55-0d4e9f7a6b21",
  webhookId: "0199e1d4-2c60-7f0e-a1b2-c3d4e5f60718",
};
/** No schedule has more attempts than that: its window is over, or its list at an end. */
const MAX_ATTEMPTS = 1000;

export interface PreviewSample {
  type: string;
  /** The event's data, as JSON text. */
  data: string;
  tenant: string | null;
  /** When it happened. Its first attempt is made a moment later. */
  occurredAt: Date;
  /** Which attempt is shown: 1 is the first. */
  attempt: number;
  /** Whether a rotation overlaps, so that two secrets sign. */
  rotating: boolean;
}

/** A request as it would be sent, signed with sample secrets that anybody can verify it with. */
export interface ProfilePreview {
  body: string;
  headers: [name: string, value: string][];
  secrets: { kind: SecretKind; secret: string; publicKey: string | null; replaced: boolean }[];
  attempt: number;
  /** How many attempts the schedule has in all; 1,000 stands for more. */
  attempts: number;
  sentAt: string;
}

/**
 * Renders and signs a sample event with the code that delivers.
 *
 * @throws {AppError} `invalid_input` when the schedule has no such attempt, or the sample can't be signed
 */
export function renderPreview(profile: Profile, sample: PreviewSample): ProfilePreview {
  const times = attemptTimes(profile.retry, MAX_ATTEMPTS);
  const afterSeconds = times[sample.attempt - 1];
  if (afterSeconds === undefined) {
    throw invalidInput([{ path: "attempt", message: `is beyond the schedule, which has ${times.length} attempts` }]);
  }
  const sentAt = new Date(sample.occurredAt.getTime() + afterSeconds * 1000);
  const secrets = secretKinds(profile.signature).flatMap((kind) => [
    { ...sampleSecret(kind, "current", profile), replaced: false },
    ...(sample.rotating ? [{ ...sampleSecret(kind, "replaced", profile), replaced: true }] : []),
  ]);
  const { type, data, tenant, occurredAt } = sample;
  const { eventId, webhookId, deliveryId: id, url } = SAMPLE;
  const { body, headers } = buildRequest(
    { id, webhookId, eventId, type, data, tenant, occurredAt, test: false },
    {
      url,
      headers: [],
      signature: null,
      problem: null,
      secrets: secrets.map(({ kind, text }) => ({ kind, text, expiresAt: null })),
    },
    profile,
    sentAt,
  );
  return {
    body: body.toString(),
    headers: [...wire(url), ...headers, ["content-length", String(body.length)]],
    secrets: secrets.map(({ kind, text, publicKey, replaced }) => ({ kind, secret: text, publicKey, replaced })),
    attempt: sample.attempt,
    attempts: times.length,
    sentAt: sentAt.toISOString(),
  };
}

/** The same at every look, so that nothing but what was typed changes. */
function sampleSecret(kind: SecretKind, which: string, { signature }: Profile) {
  const bytes = createHash("sha256").update(`posthorn sample ${kind} ${which}`).digest();
  const text =
    { hmac: "whsec_", ed25519: "whsk_", static: "" }[kind] + bytes.toString(kind === "static" ? "base64url" : "base64");
  const secret = ownSecret(text, kind === "ed25519" ? signature.filter(isEd25519) : []);
  if ("problem" in secret) throw new AppError("invalid_input", secret.problem);
  return { kind, text: secret.text, publicKey: secret.publicKey };
}

const isEd25519 = (signature: Profile["signature"][number]) =>
  signature.scheme === "standard-webhooks" && signature.algorithm === "ed25519";
