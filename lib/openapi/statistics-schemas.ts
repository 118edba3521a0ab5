import { z } from "zod";
import { RetrySchedule, SignatureConfig } from "#lib/profiles/profile-schema";
import { CHART_RANGES, type ChartRange } from "#lib/statistics/ranges";

// What API v1 answers about what webhooks have done, and what holds for them.

const time = z.string().meta({ format: "date-time" });
const ms = z.number().nullable();
const latencies = { p50: ms, p95: ms, p99: ms };

export const WebhookStatistics = z
  .strictObject({
    range: z.enum(Object.keys(CHART_RANGES) as [ChartRange, ...ChartRange[]]),
    points: z
      .array(
        z.strictObject({
          time: time.meta({ description: "When it begins." }),
          succeeded: z.number(),
          failed: z.number(),
          ...latencies,
        }),
      )
      .meta({ description: "Oldest first, without gaps; the last one is still going on. Latencies in milliseconds." }),
    succeeded: z.number().meta({ description: "Attempts, test events left out." }),
    failed: z.number(),
    latency: z.strictObject(latencies).meta({ description: "Of the whole range, in milliseconds." }),
    errors: z.array(z.strictObject({ code: z.string(), count: z.number() })).meta({
      description: "Most frequent first.",
    }),
    isPartial: z.boolean().meta({ description: "Whether there was more in the last hour than is counted." }),
  })
  .meta({ id: "WebhookStatistics" });

export const WebhookDefaults = z
  .strictObject({
    allowHttp: z.boolean().meta({ description: "Whether a URL may be plain http." }),
    timeoutSeconds: z.number(),
    retrySchedule: RetrySchedule,
    signature: z.array(SignatureConfig),
  })
  .meta({ id: "WebhookDefaults" });

export const Tenant = z
  .strictObject({ key: z.string().meta({ description: "The publisher's own name for it." }), name: z.string() })
  .meta({ id: "Tenant" });

export const TriedUrl = z
  .strictObject({
    status: z.number().nullable().meta({ description: "Of the answer; null when none came." }),
    errorCode: z.string().nullable().meta({ description: "What kind of failure it is; null for a success." }),
    message: z.string(),
    totalMs: z.number(),
  })
  .meta({ id: "TriedUrl" });
