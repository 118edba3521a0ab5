import { createHmac, createPublicKey, timingSafeEqual, verify as verifyRaw } from "node:crypto";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { signatureHeaderName } from "#lib/signing/header-names";
import { ed25519PrivateKey, ed25519PublicKey, secretKindOf } from "#lib/signing/secret";
import { type Secret, standardSignature } from "#lib/signing/sign";

/** Standard Webhooks: receivers refuse a timestamp further away than this. */
const TOLERANCE_SECONDS = 300;

export type Verdict =
  | { verdict: "valid"; scheme: string }
  | { verdict: "missing"; scheme: string; detail: string; cause: "missing" }
  | { verdict: "invalid"; scheme: string; detail: string; cause: "malformed" | "mismatch" }
  /** `ageSeconds` is negative for a timestamp in the future. */
  | { verdict: "invalid"; scheme: string; detail: string; cause: "timestamp"; ageSeconds: number };

/**
 * Checks a received request against a webhook's scheme, as its receiver would.
 *
 * @param secrets of ed25519 the private key, or the public one that receivers have (`whpk_…`)
 * @param headers names in lower case
 * @param atSeconds when the request arrived
 */
export function verifySignature(
  signature: SignatureConfig,
  secrets: readonly Secret[],
  headers: ReadonlyMap<string, string>,
  body: Buffer,
  atSeconds: number,
): Verdict {
  const usable = secrets.filter((secret) => secret.kind === secretKindOf(signature));
  const headerName = signatureHeaderName(signature);
  const received = headers.get(headerName);
  if (received === undefined) {
    const detail = `There is no ${headerName} header.`;
    return { verdict: "missing", scheme: signature.scheme, detail, cause: "missing" };
  }
  const invalid = { verdict: "invalid", scheme: signature.scheme } as const;
  const mismatch = {
    ...invalid,
    detail: `${headerName} does not match the body and any current secret.`,
    cause: "mismatch",
  } as const;

  if (signature.scheme !== "standard-webhooks") {
    const matches = usable.some((secret) => {
      const expected =
        signature.scheme === "static"
          ? secret.text
          : signature.prefix + createHmac(signature.algorithm, secret.text).update(body).digest(signature.encoding);
      return equal(expected, received);
    });
    return matches ? { verdict: "valid", scheme: signature.scheme } : mismatch;
  }

  const id = headers.get(`${signature.headerPrefix}-id`);
  const timestamp = headers.get(`${signature.headerPrefix}-timestamp`);
  if (!id || !timestamp || !/^\d{1,12}$/.test(timestamp)) {
    const detail = `${signature.headerPrefix}-id or ${signature.headerPrefix}-timestamp is missing or malformed.`;
    return { ...invalid, detail, cause: "malformed" };
  }
  const timestampSeconds = Number(timestamp);
  const message = { id, timestampSeconds, body };
  const matches = received.split(" ").some((candidate) =>
    usable.some((secret) => {
      if (secret.kind !== "ed25519") return equal(standardSignature(secret, message), candidate);
      if (!candidate.startsWith("v1a,")) return false;
      const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
      const publicKey = secret.text.startsWith("whpk_")
        ? ed25519PublicKey(secret.text)
        : createPublicKey(ed25519PrivateKey(secret.text));
      return verifyRaw(null, signed, publicKey, Buffer.from(candidate.slice(4), "base64"));
    }),
  );
  if (!matches) return mismatch;
  const ageSeconds = atSeconds - timestampSeconds;
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) {
    const detail = `The timestamp is ${Math.round(Math.abs(ageSeconds))} s off; at most 300 s is accepted.`;
    return { ...invalid, detail, cause: "timestamp", ageSeconds };
  }
  return { verdict: "valid", scheme: signature.scheme };
}

/** In the same time, however much of them is the same. */
export function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
