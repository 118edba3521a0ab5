import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { behindWall, enterWorkspace } from "#lib/database/scope";
import { type DeliveryFilters, listDeliveries } from "#lib/deliveries/list-deliveries";
import { eventTypeUsage } from "#lib/event-types/event-type-usage";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { publicId } from "#lib/ids";
import { chartWebhook } from "#lib/statistics/chart-webhook";
import { CHART_RANGES, type ChartRange } from "#lib/statistics/ranges";
import { listWebhooks } from "#lib/webhooks/list-webhooks";
import { quantiles } from "#scripts/bench/numbers";
import { LARGE_SLUG } from "#scripts/large/fill";

const RUNS = 20;

/**
 * Times what the pages read, each with its first page and deep in the log, and prints a Markdown table: behind the wall
 * between workspaces, as requests read, and in turn without it.
 */
export async function measureLists(say: (text: string) => void): Promise<void> {
  const ctx = await largeContext();
  const { webhookId, type } = await rareOnes(ctx);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  const lists: Record<string, DeliveryFilters> = {
    "no filter": {},
    "a webhook with few deliveries": { webhook: webhookId },
    "a rare event type": { type },
    "a group of event types": { group: "Invoices" },
    failed: { status: "failed" },
    "failed, of one webhook": { status: "failed", webhook: webhookId },
    "answered 4xx": { responseStatus: "4xx" },
    "answered 404": { responseStatus: "404" },
    "no answer": { responseStatus: "none" },
    "timed out": { errorCode: "timeout" },
    "timed out, a rare event type": { errorCode: "timeout", type },
    "a tenant": { tenant: "tenant-3" },
    "a tenant, failed": { tenant: "tenant-3", status: "failed" },
    "a day three weeks ago": { from: day(21), to: day(20) },
    "text that is found": { q: "inv_62" },
    "text that is not": { q: "no such text anywhere" },
    "nothing matches": { errorCode: "timeout", responseStatus: "5xx" },
  };
  say("| deliveries | p50 ms | p95 ms | p50 without the wall | p95 |\n|---|---|---|---|---|");
  for (const [name, filters] of Object.entries(lists))
    say(`| ${name} | ${await timed(ctx, () => listDeliveries(ctx, filters))} |`);
  const cursor = await deepCursor(ctx);
  say(`| no filter, page 500 | ${await timed(ctx, () => listDeliveries(ctx, { cursor }))} |`);
  say(`| failed, from page 500 on | ${await timed(ctx, () => listDeliveries(ctx, { cursor, status: "failed" }))} |`);
  say(`| list of webhooks | ${await timed(ctx, () => listWebhooks(ctx))} |`);
  say(`| event catalogue | ${await timed(ctx, () => catalogue(ctx))} |`);
  for (const range of Object.keys(CHART_RANGES) as ChartRange[]) {
    say(`| charts of a webhook, ${range} | ${await timed(ctx, () => chartWebhook(ctx, webhookId, range))} |`);
  }
}

async function timed(ctx: WorkspaceContext, work: () => Promise<unknown>): Promise<string> {
  const walled = () =>
    behindWall(() => {
      enterWorkspace(ctx.workspace.id);
      return work();
    });
  const times: [number[], number[]] = [[], []];
  await walled();
  await work();
  for (let run = 0; run < RUNS; run++) {
    for (const [index, read] of [walled, work].entries()) {
      const start = performance.now();
      await read();
      times[index]?.push(performance.now() - start);
    }
  }
  return times
    .map((list) => quantiles(list))
    .map(({ p50, p95 }) => `${p50} | ${p95}`)
    .join(" | ");
}

async function largeContext(): Promise<WorkspaceContext> {
  const workspace = await db().workspace.findUniqueOrThrow({
    where: { slug: LARGE_SLUG },
    select: { id: true, slug: true, name: true, productId: true, hidePayloads: true },
  });
  return {
    actor: { type: "system", name: "measure" },
    workspace,
    role: "owner",
    request: { id: "measure", address: null },
  };
}

async function rareOnes(ctx: WorkspaceContext): Promise<{ webhookId: string; type: string }> {
  const where = { workspaceId: ctx.workspace.id };
  const order = { _count: { id: "asc" } } as const;
  const [webhook] = await db().delivery.groupBy({ by: "webhookId", where, orderBy: order, take: 1 });
  const [type] = await db().delivery.groupBy({ by: "type", where, orderBy: order, take: 1 });
  return { webhookId: publicId("webhook", webhook?.webhookId ?? ""), type: type?.type ?? "" };
}

async function catalogue(ctx: WorkspaceContext) {
  const types = await listEventTypes(ctx);
  return eventTypeUsage(
    ctx,
    types.map(({ name }) => name),
  );
}

/** The cursor of page 500 of 25. */
async function deepCursor(ctx: WorkspaceContext): Promise<string> {
  let cursor = "";
  for (let page = 0; page < 125; page++) {
    const { nextCursor } = await listDeliveries(ctx, { limit: 100, ...(cursor && { cursor }) });
    cursor = nextCursor ?? "";
  }
  return cursor;
}
