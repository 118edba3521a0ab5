import type { SignatureConfig } from "#lib/profiles/profile-schema";

/** The schemes whose header holds one value, where Standard Webhooks has a list. */
export type SingleValued = Exclude<SignatureConfig, { scheme: "standard-webhooks" }>;

/**
 * Where the signature of the secret that a rotation replaced goes while both are valid. The header a product documents
 * holds exactly one value, and its receivers ignore headers they don't know: who wants to change secrets without a
 * refused request compares this one too.
 */
export function previousHeader({ header }: SingleValued): string {
  return `${header}-Previous`;
}

/** The header that carries the signature itself, in lower case. */
export function signatureHeaderName(signature: SignatureConfig): string {
  return signature.scheme === "standard-webhooks"
    ? `${signature.headerPrefix}-signature`
    : signature.header.toLowerCase();
}

/** Every header that a single-valued signature may send. */
export function signingHeaders(signature: SingleValued): [current: string, previous: string] {
  return [signature.header, previousHeader(signature)];
}
