import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { previousHeader, signatureHeaderName } from "#lib/signing/header-names";
import type { Verdict } from "#lib/signing/verify";

/** One version of a request: as Posthorn sent it, or as its receiver saw it. */
export interface SeenRequest {
  /** By name in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Null when it is not known. */
  body: string | null;
}

/** What a person reads of a verdict: one sentence, then what is likely to be behind it, most telling first. */
export interface Explanation {
  summary: string;
  reasons: string[];
}

/** @param sent as the log has it; what differs from it is the likely reason */
export function explainVerdict(
  verdict: Verdict,
  signature: SignatureConfig,
  seen: SeenRequest,
  sent: SeenRequest,
): Explanation {
  if (verdict.verdict === "valid") {
    return { summary: "The signature belongs to this body, these headers and this secret.", reasons: [] };
  }
  const reasons = [...headerReasons(signature, seen, sent), ...bodyReasons(seen, sent)];
  switch (verdict.cause) {
    case "missing":
      return {
        summary: `There is no ${signatureHeaderName(signature)} header, so nothing can be verified.`,
        reasons: reasons.length > 0 ? reasons : ["This webhook signed in another way when the request was sent."],
      };
    case "malformed":
      return { summary: verdict.detail, reasons };
    case "timestamp":
      return {
        summary: `The signature matches, but its timestamp is ${age(verdict.ageSeconds)}: receivers accept 5 minutes.`,
        reasons: [
          verdict.ageSeconds < 0
            ? "The clock of your server is behind."
            : "The request waited before it was verified, the clock of your server is ahead, or somebody sent an old request again. A replay has a fresh timestamp.",
        ],
      };
    case "mismatch":
      return { summary: "The signature does not belong to this body, these headers and this secret.", reasons };
  }
}

function age(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const text =
    minutes < 120
      ? `${minutes} minutes`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`;
  return seconds < 0 ? `${text} in the future` : `${text} old`;
}

/** The headers that are part of what is signed, or are the signature. */
function signedNames(signature: SignatureConfig): string[] {
  return signature.scheme === "standard-webhooks"
    ? ["id", "timestamp", "signature"].map((part) => `${signature.headerPrefix}-${part}`)
    : [signatureHeaderName(signature), previousHeader(signature).toLowerCase()];
}

function headerReasons(signature: SignatureConfig, seen: SeenRequest, sent: SeenRequest): string[] {
  return signedNames(signature).flatMap((name) => {
    const [was, is] = [sent.headers.get(name), seen.headers.get(name)];
    if (was === is || was === undefined) return [];
    if (is === undefined) return [`${name} was sent, but is not here: a proxy or framework in between took it away.`];
    // The log masks what is itself a secret.
    return signature.scheme === "static" ? [] : [`${name} is not as it was sent: it was ${was}`];
  });
}

function bodyReasons(seen: SeenRequest, sent: SeenRequest): string[] {
  if (seen.body === null || sent.body === null || seen.body === sent.body) return [];
  if (seen.body.trim() === sent.body.trim()) {
    return ["The body has other white space at its ends than what was sent: a line break counts."];
  }
  if (canonical(seen.body) !== null && canonical(seen.body) === canonical(sent.body)) {
    return [
      "The body is the same JSON in other bytes: it was parsed and written again. Verify the raw bytes before anything parses them.",
    ];
  }
  const at = firstDifference(seen.body, sent.body);
  return [`The body was changed: it differs from what was sent from character ${at + 1} on.`];
}

/** JSON without its formatting and key order, or null for what isn't JSON. */
function canonical(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  } catch {
    return null;
  }
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
