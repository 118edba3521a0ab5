import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "#lib/config";

/**
 * What the mailed link of an invitation has and the one shown to copy has not: whoever opens it reads the mail of the
 * address invited. The admin who invites sees only the other, and so can't open a proven account in somebody's name.
 */
export function mailProof(token: string): string {
  return createHmac("sha256", config().sessionSecret).update(`mailed invitation ${token}`).digest("base64url");
}

/** Whether it is the proof that was mailed with this token. */
export function isMailProof(token: string, proof: string | null): boolean {
  const [given, expected] = [Buffer.from(proof ?? ""), Buffer.from(mailProof(token))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
