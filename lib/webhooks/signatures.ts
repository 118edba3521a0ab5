import type { Profile, SignatureConfig } from "#lib/profiles/profile-schema";
import { signingHeaders } from "#lib/signing/header-names";
import { secretKindOf } from "#lib/signing/secret";
import type { SecretKind } from "#prisma/client";

/** How a webhook signs: its own choice, else the profile's. */
export function signaturesOf(profile: Profile, own: unknown): SignatureConfig[] {
  // Stored only after SignatureConfigs has parsed it.
  return (own as SignatureConfig[] | null) ?? profile.signature;
}

/** The kinds of secret these signatures need, each once. The first is the one shown as the webhook's secret. */
export function secretKinds(signatures: SignatureConfig[]): [SecretKind, ...SecretKind[]] {
  return [...new Set(signatures.map(secretKindOf))] as [SecretKind, ...SecretKind[]];
}

/** The lower-case names of the headers that a profile and a webhook's signatures send themselves. */
export function ownHeaderNames(profile: Profile, signatures: SignatureConfig[]): Set<string> {
  const signing = [...signatures, ...profile.signature].flatMap((signature) =>
    signature.scheme === "standard-webhooks" ? [] : signingHeaders(signature),
  );
  return new Set([...Object.keys(profile.headers), ...signing].map((name) => name.toLowerCase()));
}
