import { z } from "zod";

/** The longest scripted delay, and how long a hanging answer keeps a connection at most, in milliseconds. */
const MAX_DELAY_MS = 60_000;
export const MAX_HANG_MS = 120_000;

const HeaderName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
/** Headers that belong to the connection, or that a browser would obey on our own origin. */
const FORBIDDEN =
  /^(connection|content-length|transfer-encoding|keep-alive|upgrade|trailer|te|set-cookie|clear-site-data|service-worker-.*|strict-transport-security|access-control-.*)$/i;

const step = {
  status: z
    .number("must be a number")
    .int()
    .min(200, "must be at least 200")
    .max(599, "must be at most 599")
    .default(200),
  delayMs: z
    .number("must be a number")
    .int()
    .min(0, "must not be negative")
    .max(MAX_DELAY_MS, `must be at most ${MAX_DELAY_MS}`)
    .default(0)
    .meta({ description: "Waits this long before it answers, in milliseconds." }),
  hang: z.boolean("must be true or false").default(false).meta({ description: "Never answers." }),
};
export type AnswerStep = z.output<z.ZodObject<typeof step>>;
const MAX_STEPS = 10;

/** How an inbox answers a request. */
export const InboxAnswer = z
  .strictObject({
    ...step,
    sequence: z
      .array(z.strictObject(step))
      .max(MAX_STEPS, `has more than ${MAX_STEPS} answers`)
      .optional()
      .meta({ description: "What the next requests get, one after the other. All that follow get the rest." }),
    headers: z
      .record(
        z
          .string()
          .regex(HeaderName, "is not an HTTP header name")
          .refine((name) => !FORBIDDEN.test(name), "can't be set"),
        z
          .string()
          .max(4096)
          .regex(/^[\t\x20-\x7e\xa0-\xff]*$/, "has characters that a header can't carry"),
      )
      .optional(),
    body: z.string().max(65_536, "is longer than 65,536 characters").optional(),
  })
  .meta({ id: "InboxAnswer" });
export type InboxAnswer = z.output<typeof InboxAnswer>;
export type InboxAnswerInput = z.input<typeof InboxAnswer>;

/** What the nth request since the answer was set gets. @param n from 0 */
export function answerTo({ sequence = [], ...rest }: InboxAnswer, n: number): InboxAnswer {
  return { ...rest, ...sequence[n] };
}

/** What a new inbox answers. */
export const DEFAULT_ANSWER: InboxAnswer = { status: 200, delayMs: 0, hang: false };
