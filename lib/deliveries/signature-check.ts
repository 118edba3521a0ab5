import { z } from "zod";

/** Nothing that is sent is longer: an event has at most 256 KB, and its envelope a little more. */
const MAX_BODY = 400_000;

/** What to verify an attempt's request with. What is left out is taken from the log, the secret from the webhook. */
export const SignatureCheckInput = z
  .strictObject({
    attempt: z.string().max(64).optional().meta({ description: "An attempt's id; default: the latest." }),
    secret: z
      .string()
      .trim()
      .min(1, "must not be empty")
      .max(1024)
      .optional()
      .meta({ description: "What your receiver verifies with; default: the webhook's own, for those who may see it." }),
    headers: z.string().max(20_000).optional().meta({ description: "As received: one per line, `name: value`." }),
    body: z.string().max(MAX_BODY, "is longer than anything that is sent").optional().meta({
      description: "The raw body as received.",
    }),
    at: z.enum(["sent", "now"]).default("sent").meta({
      description: "Whether the timestamp is judged by when the request was sent, or by now, as a receiver would.",
    }),
  })
  .meta({ id: "SignatureCheckInput" });
export type SignatureCheckInput = z.input<typeof SignatureCheckInput>;

export const SIGNATURE_VERDICTS = ["valid", "invalid", "missing", "unknown"] as const;

export interface SignatureCheck {
  /** `missing`: the request bears no signature. `unknown`: something that is needed to tell is missing. */
  verdict: (typeof SIGNATURE_VERDICTS)[number];
  summary: string;
  /** What is likely to be behind it, most telling first. */
  reasons: string[];
}
