import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import type { SecretKind } from "#prisma/client";

/** Standard Webhooks §Signature scheme: 24 to 64 bytes. */
const SECRET_BYTES = 32;
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const SEED_BYTES = 32;

// RFC 8410: an ed25519 key's 32 raw bytes behind these make PKCS #8 and SPKI.
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

export interface NewSecret {
  kind: SecretKind;
  /** As the webhook's owner sees it: `whsec_…`, `whsk_…`, or a bare token for static schemes. */
  text: string;
  /** `whpk_…`, for ed25519. */
  publicKey: string | null;
}

/** Which kind of secret a scheme signs with. */
export function secretKindOf(signature: SignatureConfig): SecretKind {
  if (signature.scheme === "static") return "static";
  return signature.scheme === "standard-webhooks" && signature.algorithm === "ed25519" ? "ed25519" : "hmac";
}

/** Makes a random secret of this kind. */
export function generateSecret(kind: SecretKind): NewSecret {
  if (kind === "static") return { kind, text: randomBytes(SECRET_BYTES).toString("base64url"), publicKey: null };
  if (kind === "hmac") {
    return { kind, text: `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`, publicKey: null };
  }
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(PKCS8_PREFIX.length);
  const point = publicKey.export({ format: "der", type: "spki" }).subarray(SPKI_PREFIX.length);
  return { kind, text: `whsk_${seed.toString("base64")}`, publicKey: `whpk_${point.toString("base64")}` };
}

/**
 * A secret that the webhook's owner brings along, for every scheme that will sign with it. Prefixes are optional on
 * input and always shown (Standard Webhooks, checklist 24, 25, 30).
 *
 * @returns the secret, or what is wrong with the text
 */
export function ownSecret(text: string, signatures: readonly SignatureConfig[]): NewSecret | { problem: string } {
  const [first] = signatures;
  const kind = first ? secretKindOf(first) : "hmac";
  if (kind === "ed25519") return ownKeyPair(text);
  if (signatures.some(isStandardHmac)) {
    const problem = standardSecretProblem(text);
    return problem ? { problem } : { kind, text: `whsec_${text.replace(/^whsec_/, "")}`, publicKey: null };
  }
  return /^[\x21-\x7e]{16,256}$/.test(text)
    ? { kind, text, publicKey: null }
    : { problem: "must be 16 to 256 printable ASCII characters without spaces" };
}

/** Whether a stored secret can sign with this scheme: a body HMAC takes any text, Standard Webhooks its own form only. */
export function fitsScheme(text: string, signature: SignatureConfig): boolean {
  return !isStandardHmac(signature) || standardSecretProblem(text) === null;
}

const isStandardHmac = (signature: SignatureConfig) =>
  signature.scheme === "standard-webhooks" && signature.algorithm === "hmac-sha256";

/** Node decodes base64 leniently; what receivers decode it with does not. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

function standardSecretProblem(text: string): string | null {
  const encoded = text.replace(/^whsec_/, "");
  const length = BASE64.test(encoded) ? Buffer.from(encoded, "base64").length : 0;
  if (length >= MIN_SECRET_BYTES && length <= MAX_SECRET_BYTES) return null;
  return `must be whsec_ and ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes in base64`;
}

/** 32 bytes of seed, or the 64 bytes of seed and public key that some libraries write. */
function ownKeyPair(text: string): NewSecret | { problem: string } {
  const encoded = text.replace(/^whsk_/, "");
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, "base64") : Buffer.alloc(0);
  if (bytes.length !== SEED_BYTES && bytes.length !== 2 * SEED_BYTES) {
    return { problem: "must be whsk_ and the 32 or 64 bytes of an ed25519 private key in base64" };
  }
  const seed = bytes.subarray(0, SEED_BYTES);
  const secret = `whsk_${seed.toString("base64")}`;
  const point = createPublicKey(ed25519PrivateKey(secret))
    .export({ format: "der", type: "spki" })
    .subarray(SPKI_PREFIX.length);
  if (bytes.length > SEED_BYTES && !bytes.subarray(SEED_BYTES).equals(point)) {
    return { problem: "holds a public key that does not belong to its private key" };
  }
  return { kind: "ed25519", text: secret, publicKey: `whpk_${point.toString("base64")}` };
}

/**
 * The HMAC key of a `whsec_` secret: its base64 part, decoded.
 *
 * @throws {RangeError} when it decodes to fewer than 24 or more than 64 bytes
 */
export function hmacKey(text: string): Buffer {
  const bytes = Buffer.from(text.replace(/^whsec_/, ""), "base64");
  if (bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES) {
    throw new RangeError(`A signing secret has ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes, not ${bytes.length}.`);
  }
  return bytes;
}

/** The private key of a `whsk_` secret. */
export function ed25519PrivateKey(text: string): KeyObject {
  const seed = Buffer.from(text.replace(/^whsk_/, ""), "base64");
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
}

/** The public key of its `whpk_` form. */
export function ed25519PublicKey(text: string): KeyObject {
  const point = Buffer.from(text.replace(/^whpk_/, ""), "base64");
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, point]), format: "der", type: "spki" });
}
