import { z } from "zod";
import type { Verdict } from "#lib/signing/verify";

/** Nothing that is sent is longer: an event has at most 256 KB, and its envelope a little more. */
const MAX_BODY = 400_000;

/** What to verify an attempt's request with. What is left out is taken from the log, the secret from the webhook. */
export const SignatureCheckInput = z.strictObject({
  attempt: z.string().max(64),
  secret: z.string().trim().min(1, "must not be empty").max(1024).optional(),
  /** One per line, as `name: value`. */
  headers: z.string().max(20_000).optional(),
  body: z.string().max(MAX_BODY, "is longer than anything that is sent").optional(),
  /** Whether the timestamp is judged by when the request was sent, or by now. */
  at: z.enum(["sent", "now"]).default("sent"),
});
export type SignatureCheckInput = z.input<typeof SignatureCheckInput>;

export interface SignatureCheck {
  /** `unknown`: something that is needed is missing. */
  verdict: Verdict["verdict"] | "unknown";
  summary: string;
  /** What is likely to be behind it, most telling first. */
  reasons: string[];
}
