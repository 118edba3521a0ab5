import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { chartWebhook, type WebhookChart } from "#lib/statistics/chart-webhook";
import { CHART_RANGES, type ChartRange } from "#lib/statistics/ranges";
import { findWebhook } from "#lib/webhooks/find-webhook";

const RANGES = Object.keys(CHART_RANGES) as [ChartRange, ...ChartRange[]];

export const StatisticsInput = z.strictObject({
  range: z
    .enum(RANGES, `must be ${RANGES.join(", ")}`)
    .default("24h")
    .meta({
      description:
        "How far back. A point stands for two minutes of `1h`, an hour of `24h`, six of `7d`, a day of `30d`.",
    }),
});
export type StatisticsInput = z.input<typeof StatisticsInput>;

/** What the charts of a webhook's page show. @throws {AppError} `not_found`, `invalid_input` */
export async function webhookStatistics(
  ctx: WorkspaceContext,
  id: string,
  input: StatisticsInput = {},
): Promise<WebhookChart> {
  requirePermission(ctx, "deliveries:read");
  const { range } = parseInput(StatisticsInput, input);
  await findWebhook(db(), ctx, id);
  return chartWebhook(ctx, id, range);
}
