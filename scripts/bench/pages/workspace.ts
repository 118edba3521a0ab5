import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { deliveryConditions } from "#lib/deliveries/delivery-filters";
import { DeliveryFilters } from "#lib/deliveries/list-deliveries";
import { deliveryWhere } from "#lib/deliveries/select-page";
import { encodeCursor } from "#lib/http/cursor";
import { publicId } from "#lib/ids";
import type { Choice } from "#scripts/bench/pages/combinations";
import { LARGE_SLUG } from "#scripts/large/fill";

const DAY_MS = 86_400_000;
const PAGE_ROWS = 25;
const DEEP_PAGE = 500;

/** The filled workspace, as the pages' verbs take it. */
export async function largeContext(): Promise<WorkspaceContext> {
  const workspace = await db().workspace.findUniqueOrThrow({
    where: { slug: LARGE_SLUG },
    select: { id: true, slug: true, name: true, productId: true, hidePayloads: true },
  });
  return {
    actor: { type: "system", name: "bench" },
    workspace,
    role: "owner",
    request: { id: "bench", address: null },
  };
}

/** Every filter of the deliveries page, with what is frequent and what is rare. */
export async function filterChoices(ctx: WorkspaceContext): Promise<{ choices: Choice[]; webhook: string }> {
  const { webhooks, types, delivery } = await frequencies(ctx.workspace.id);
  const webhook = (id = "") => ({ webhook: publicId("webhook", id) });
  const time = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString();
  const id = publicId("delivery", delivery?.id ?? "");
  const list: [filter: string, name: string, query: Record<string, string>, isText?: boolean][] = [
    ["webhook", "busiest webhook", webhook(webhooks[0])],
    ["webhook", "quietest webhook", webhook(webhooks.at(-1))],
    ["type", "most frequent type", { type: types[0] ?? "" }],
    ["type", "rarest type", { type: types.at(-1) ?? "" }],
    ["type", "a type of nothing", { type: "nothing.happened" }],
    ["type", "group of types", { group: "Invoices" }],
    ...["pending", "succeeded", "failed", "held", "canceled"].map((status): [string, string, { status: string }] => [
      "status",
      status,
      { status },
    ]),
    ...["2xx", "4xx", "5xx", "404", "none"].map((response): [string, string, { response: string }] => [
      "response",
      `answer ${response}`,
      { response },
    ]),
    ["error", "timeout", { error: "timeout" }],
    ["error", "server_error", { error: "server_error" }],
    ["tenant", "a tenant", { tenant: "tenant-3" }],
    ["time", "last 24 h", { range: "24h" }],
    ["time", "last 7 d", { range: "7d" }],
    ["time", "a day three weeks ago", { from: time(21), to: time(20) }],
    ["event", "an event", { event: publicId("event", delivery?.eventId ?? "") }],
    ["q", "beginning of an id", { q: id.slice(0, 12) }],
    ["q", "text in a hundred", { q: "inv_62" }, true],
    ["q", "text in every", { q: "total" }, true],
    ["q", "text in none", { q: "no such text" }, true],
  ];
  const choices = list.map(([filter, name, query, isText = false]) => ({ filter, name, query, isText }));
  return { choices, webhook: publicId("webhook", webhooks[0] ?? "") };
}

/** Most frequent first. */
async function frequencies(workspaceId: string) {
  const where = { workspaceId };
  const orderBy = { _count: { id: "desc" } } as const;
  const webhooks = await db().delivery.groupBy({ by: "webhookId", where, orderBy });
  const types = await db().delivery.groupBy({ by: "type", where, orderBy });
  const delivery = await db().delivery.findFirst({ where, orderBy: { id: "desc" }, skip: 1000 });
  return { webhooks: webhooks.map((row) => row.webhookId), types: types.map((row) => row.type), delivery };
}

/**
 * The cursor of page 500 of a combination, or of its last page where it has fewer; null for a single page. A text is left
 * out: the cursor then is a place in the log from which older events are searched.
 */
export async function deepCursor(ctx: WorkspaceContext, query: Record<string, string>): Promise<string | null> {
  const conditions = await deliveryConditions(ctx, criteriaOf(query));
  if (!conditions) return null;
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM delivery WHERE ${deliveryWhere(conditions)} ORDER BY id DESC LIMIT ${PAGE_ROWS * (DEEP_PAGE - 1)}::int`;
  if (rows.length <= PAGE_ROWS) return null;
  const isFull = rows.length === PAGE_ROWS * (DEEP_PAGE - 1);
  const before = rows[isFull ? rows.length - 1 : (Math.ceil(rows.length / PAGE_ROWS) - 1) * PAGE_ROWS - 1];
  return before ? encodeCursor({ d: "older", id: before.id }) : null;
}

/** As the page makes them of its URL (components/deliveries/delivery-search-params.tsx), but for `q`. */
function criteriaOf({ response, error, range, q: _, ...rest }: Record<string, string>) {
  const {
    cursor: _cursor,
    limit: _limit,
    ...criteria
  } = DeliveryFilters.parse({
    ...rest,
    ...(response && { responseStatus: response }),
    ...(error && { errorCode: error }),
    ...(range && { from: new Date(Date.now() - (range === "7d" ? 7 : 1) * DAY_MS).toISOString() }),
  });
  return criteria;
}
