import type { SignatureConfig } from "#lib/profiles/profile-schema";

/** How a request is signed, in a few words: for a list of facts. `signatureWords` says it in sentences. */
export function signatureName(signature: SignatureConfig): string {
  switch (signature.scheme) {
    case "standard-webhooks": {
      const standard = signature.headerPrefix === "svix" ? "Svix" : "Standard Webhooks";
      return `${standard}, ${signature.algorithm === "ed25519" ? "ed25519" : "HMAC-SHA256"}`;
    }
    case "hmac-body":
      return `HMAC-${signature.algorithm.toUpperCase()} of the body in ${signature.header}, ${signature.encoding}`;
    case "static":
      return `the secret itself in ${signature.header}`;
  }
}
