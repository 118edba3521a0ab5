import { expect, test } from "vitest";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { type DeliveryFilters, listDeliveries } from "#lib/deliveries/list-deliveries";
import { newId, parseId, publicId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import {
  createTestDelivery,
  createTestWebhook,
  createTestWorkspace,
  type TestWorkspace,
} from "#tests/support/workspace";

// Fault 54. How fast it is on a million of them, `npm run bench -- pages` measures (docs/performance.md).

await createTestDatabase();

const LIMIT = 7;

/** Deliveries of one event, some accepted in the same microsecond: what a batch leaves behind. @returns ids, newest first */
async function seed(workspace: TestWorkspace, webhookId: string, count: number, status: "failed" | "succeeded") {
  const first = await createTestDelivery(workspace, webhookId, { status });
  const { eventId, webhookId: webhook } = await db().delivery.findUniqueOrThrow({ where: { id: first } });
  const createdAt = new Date();
  const shared = { workspaceId: workspace.id, webhookId: webhook, eventId, type: "invoice.paid", shard: 0, createdAt };
  const ids = Array.from({ length: count - 1 }, () => newId());
  await db().delivery.createMany({ data: ids.map((id) => ({ ...shared, id, status })) });
  return [first, ...ids].map((id) => publicId("delivery", id)).toReversed();
}

/** Walks the list from one end, doing something before each further page. */
async function walk(
  ctx: WorkspaceContext,
  filters: DeliveryFilters,
  way: "nextCursor" | "previousCursor",
  meanwhile: () => Promise<unknown>,
) {
  const pages: string[][] = [];
  let { cursor } = filters;
  for (;;) {
    const page = await listDeliveries(ctx, { ...filters, ...(cursor && { cursor }), limit: LIMIT });
    pages.push(page.data.map(({ id }) => id));
    cursor = page[way] ?? undefined;
    if (!cursor) return { pages, turn: page.nextCursor ?? page.previousCursor };
    await meanwhile();
  }
}

test.each([{}, { status: "failed" as const }])(
  "pages of %j are the same in both directions, each row once, while others arrive",
  async (filters) => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("viewer");
    const { webhook } = await createTestWebhook(await workspace.as("owner"));
    const old = await seed(workspace, webhook.id, 40, "failed");
    const arrive = () => seed(workspace, webhook.id, 3, "failed");

    const down = await walk(ctx, filters, "nextCursor", arrive);
    expect(down.pages.flat()).toEqual(old);
    // Back up from the last page: what was on the way down, then what has arrived since.
    const up = await walk(ctx, { ...filters, cursor: down.turn ?? "" }, "previousCursor", async () => {});
    const all = up.pages.toReversed().flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => old.includes(id))).toEqual(old.slice(0, -(down.pages.at(-1)?.length ?? 0)));
    expect(all).toEqual(all.toSorted(newestFirst));
    expect(all.length).toBe(old.length - (down.pages.at(-1)?.length ?? 0) + 3 * (down.pages.length - 1));
  },
);

test("a row that changes on the way neither comes twice nor takes another's place", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("viewer");
  const { webhook } = await createTestWebhook(await workspace.as("owner"));
  const failed = await seed(workspace, webhook.id, 21, "failed");
  const { pages } = await walk(ctx, { status: "failed" }, "nextCursor", async () => {
    // The oldest that is still there succeeds.
    const where = { workspaceId: workspace.id, status: "failed" as const };
    const [oldest] = await db().delivery.findMany({ where, orderBy: { id: "asc" }, take: 1 });
    await db().delivery.update({ where: { id: oldest?.id ?? "" }, data: { status: "succeeded" } });
  });
  const seen = pages.flat();
  expect(seen).toEqual(failed.slice(0, seen.length));
  expect(seen.length).toBe(failed.length - (pages.length - 1));
});

function newestFirst(a: string, b: string): number {
  const [x, y] = [parseId("delivery", a) ?? "", parseId("delivery", b) ?? ""];
  return x < y ? 1 : -1;
}
