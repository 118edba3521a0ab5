import { createHmac, sign as signRaw } from "node:crypto";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { previousHeader, type SingleValued } from "#lib/signing/header-names";
import { ed25519PrivateKey, hmacKey, secretKindOf } from "#lib/signing/secret";
import type { SecretKind } from "#prisma/client";

/** An opened secret. */
export interface Secret {
  kind: SecretKind;
  text: string;
}

export interface SignedMessage {
  /** The message id: the same on every attempt. */
  id: string;
  /** Of this attempt, in whole seconds since 1970. */
  timestampSeconds: number;
  /** Exactly the bytes that are sent. */
  body: Buffer;
}

/**
 * The headers that sign a message, in the order they are sent.
 *
 * @param secrets newest first. During a rotation both sign: Standard Webhooks lists every signature, separated by
 * spaces; in schemes whose header holds one value, that is the newest secret's, and `previousHeader` bears that of the
 * one it replaced. Two Standard Webhooks signatures with one prefix, while a receiver moves from HMAC to ed25519, share
 * their headers: `v1,… v1a,…`.
 * @throws {Error} when a scheme has no secret of its kind: an unsigned request is never sent
 */
export function signatureHeaders(
  signatures: readonly SignatureConfig[],
  secrets: readonly Secret[],
  message: SignedMessage,
): [name: string, value: string][] {
  const headers = new Map<string, string>();
  for (const [name, value] of signatures.flatMap((signature) => headersOf(signature, secrets, message))) {
    const known = headers.get(name);
    headers.set(name, known === undefined || known === value ? value : `${known} ${value}`);
  }
  return [...headers];
}

function headersOf(
  signature: SignatureConfig,
  secrets: readonly Secret[],
  message: SignedMessage,
): [name: string, value: string][] {
  const kind = secretKindOf(signature);
  const usable = secrets.filter((secret) => secret.kind === kind);
  const [newest] = usable;
  if (!newest) throw new Error(`The webhook has no ${kind} secret for its ${signature.scheme} signature.`);
  switch (signature.scheme) {
    case "standard-webhooks":
      return [
        [`${signature.headerPrefix}-id`, message.id],
        [`${signature.headerPrefix}-timestamp`, String(message.timestampSeconds)],
        [`${signature.headerPrefix}-signature`, usable.map((secret) => standardSignature(secret, message)).join(" ")],
      ];
    case "hmac-body":
      return currentAndPrevious(signature, usable, (text) => {
        const digest = createHmac(signature.algorithm, text).update(message.body).digest(signature.encoding);
        return signature.prefix + digest;
      });
    case "static":
      return currentAndPrevious(signature, usable, (text) => text);
  }
}

function currentAndPrevious(
  signature: SingleValued,
  [current, previous]: readonly Secret[],
  render: (text: string) => string,
): [name: string, value: string][] {
  return [
    ...(current ? [[signature.header, render(current.text)] as [string, string]] : []),
    ...(previous ? [[previousHeader(signature), render(previous.text)] as [string, string]] : []),
  ];
}

/** Standard Webhooks 1.0, "Signature scheme": `v1` is HMAC-SHA256, `v1a` is ed25519, over `id.timestamp.body`. */
export function standardSignature(secret: Secret, message: SignedMessage): string {
  const signed = Buffer.concat([Buffer.from(`${message.id}.${message.timestampSeconds}.`), message.body]);
  if (secret.kind === "ed25519") {
    return `v1a,${signRaw(null, signed, ed25519PrivateKey(secret.text)).toString("base64")}`;
  }
  return `v1,${createHmac("sha256", hmacKey(secret.text)).update(signed).digest("base64")}`;
}
