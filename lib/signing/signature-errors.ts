import type { FieldError } from "#lib/errors/app-error";
import type { Profile, SignatureConfig } from "#lib/profiles/profile-schema";
import { signatureHeaderName, signingHeaders } from "#lib/signing/header-names";
import { headerProblem } from "#lib/webhooks/header-rules";

/**
 * A signature's own header name follows the rules of custom headers, and two signatures can't share a header, unless
 * they are the two algorithms of Standard Webhooks, whose header is a list.
 */
export function signatureErrors(
  profile: Pick<Profile, "headers">,
  signatures: readonly SignatureConfig[],
): FieldError[] {
  const sentAnyway = new Set(Object.keys(profile.headers).map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  return signatures.flatMap((signature, i) => {
    const standard = signature.scheme === "standard-webhooks";
    const keys = standard
      ? [`${signatureHeaderName(signature)} ${signature.algorithm}`]
      : signingHeaders(signature).map((name) => name.toLowerCase());
    const problem = keys.some((key) => seen.has(key))
      ? "is used by the other signature too"
      : standard
        ? null
        : headerProblem(signature.header, null, sentAnyway);
    for (const key of keys) seen.add(key);
    return problem ? [{ path: `signature.${i}.${standard ? "headerPrefix" : "header"}`, message: problem }] : [];
  });
}
