import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { ed25519PublicKey, ownSecret, secretKindOf } from "#lib/signing/secret";
import type { Secret } from "#lib/signing/sign";
import { equal } from "#lib/signing/verify";

/** A secret that a webhook has, opened. */
export interface KnownSecret extends Secret {
  publicKey: string | null;
  createdAt: Date;
  /** Null while it is the current one. */
  expiresAt: Date | null;
}

/**
 * A secret as somebody typed it, for each scheme that it can be of. One that is not in the form of a scheme is no secret
 * for it: then nothing matches.
 */
export function givenSecrets(
  text: string,
  signatures: readonly SignatureConfig[],
): { signature: SignatureConfig; secrets: readonly Secret[] }[] {
  return signatures.map((signature) => ({ signature, secrets: secretFor(text, signature) }));
}

function secretFor(text: string, signature: SignatureConfig): Secret[] {
  const kind = secretKindOf(signature);
  if (signature.scheme !== "standard-webhooks") return [{ kind, text }];
  if (kind === "ed25519" && text.startsWith("whpk_")) return isPublicKey(text) ? [{ kind, text }] : [];
  const own = ownSecret(text, [signature]);
  return "problem" in own ? [] : [{ kind, text: own.text }];
}

function isPublicKey(text: string): boolean {
  try {
    ed25519PublicKey(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is the matter with the secret that nothing matched, as far as it can be told.
 *
 * @param text undefined when the webhook's own was used
 * @param sentAt when the request was signed
 * @param isOtherwiseClear whether there are other reasons already
 */
export function secretReason(
  text: string | undefined,
  known: readonly KnownSecret[],
  sentAt: Date,
  isOtherwiseClear: boolean,
): string | null {
  if (text === undefined) {
    if (known.length === 0) return "The webhook was deleted, and its secret with it. Paste the one your server has.";
    return isOtherwiseClear ? null : "It was signed with a secret that has been replaced since, and has ended.";
  }
  if (/^["'`]|["'`]$/.test(text)) return "The secret has quotation marks around it, which are not part of it.";
  const match = known.find((secret) => isSame(secret, text));
  if (!match) return "This is not a secret that the webhook has now: look for the one your server uses.";
  if (match.createdAt > sentAt) return "This secret was made after the request was sent: it verifies later ones.";
  if (match.expiresAt && match.expiresAt < sentAt) return "This secret had ended when the request was sent.";
  return null;
}

function isSame({ kind, text: own, publicKey }: KnownSecret, text: string): boolean {
  const bare = (value: string) => value.replace(/^wh(?:sec|sk|pk)_/, "").replace(/=+$/, "");
  if ([own, publicKey].some((one) => one !== null && equal(bare(one), bare(text)))) return true;
  // The long form of a private key has its public key behind it.
  return kind === "ed25519" && text.startsWith("whsk_") && sameKey(own, text);
}

function sameKey(own: string, text: string): boolean {
  const seed = (value: string) =>
    Buffer.from(value.replace(/^whsk_/, ""), "base64")
      .subarray(0, 32)
      .toString("hex");
  return equal(seed(own), seed(text));
}
