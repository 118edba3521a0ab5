import { expect, onTestFinished, test, vi } from "vitest";
import type { z } from "zod";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { type DeliveryWatch, watchDeliveries } from "#lib/deliveries/watch-deliveries";
import { newId, publicId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const EVENTUALLY = { timeout: 15_000 };
const FIRST = `dlv_${"0".repeat(26)}`;

/** What a page with Live on has received, the newest state of each delivery. */
async function watch(ctx: WorkspaceContext, input: Partial<z.input<typeof DeliveryWatch>> = {}) {
  const rows = new Map<string, DeliveryView>();
  const missed = vi.fn();
  const stop = await watchDeliveries(ctx, { after: FIRST, ...input }, (sent) => {
    if (sent === "missed") return missed();
    for (const row of sent) rows.set(row.id, row);
  });
  onTestFinished(stop);
  return { rows, missed, ids: () => [...rows.keys()].sort(), stop };
}

const idOf = (id: string) => publicId("delivery", id);

test("what is new arrives, and what changes comes again, also when it no longer matches", async () => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  const before = await createTestDelivery(workspace, webhook.id, { status: "pending" });
  const page = await watch(await workspace.as("viewer"), {
    status: "pending",
    after: idOf(before),
    shown: idOf(before),
  });
  const id = await createTestDelivery(workspace, webhook.id, { status: "pending" });
  await createTestDelivery(workspace, webhook.id, { status: "failed" });
  await expect.poll(() => page.rows.get(idOf(id))?.status, EVENTUALLY).toBe("pending");
  await db().delivery.updateMany({
    where: { workspaceId: workspace.id, status: "pending" },
    data: { status: "succeeded" },
  });
  await expect.poll(() => page.rows.get(idOf(id))?.status, EVENTUALLY).toBe("succeeded");
  expect(page.rows.get(idOf(before))?.status).toBe("succeeded");
  expect(page.rows.size).toBe(2);
});

test("filters hold: webhook, text in the payload, tenant, workspace and role", async () => {
  const workspace = await createTestWorkspace("countercyclical");
  const admin = await workspace.as("admin");
  const [one, two] = [await createTestWebhook(admin), await createTestWebhook(admin)];
  const tenant = await db().tenant.create({
    data: { id: crypto.randomUUID(), workspaceId: workspace.id, key: "north", name: "North" },
  });
  const viewer = await workspace.as("viewer");
  const pages = {
    one: await watch(viewer, { webhook: one.webhook.id }),
    text: await watch(viewer, { q: "needle" }),
    tenant: await watch(viewer, { tenant: "north" }),
    id: await watch(viewer, { q: "dlv_7zzzzz" }),
    nobody: await watch(viewer, { tenant: "south" }),
    stranger: await watch(await (await createTestWorkspace()).as("owner")),
    admin: await watch(admin),
  };
  const team = await createTestDelivery(workspace, one.webhook.id, { type: "team.created", data: '{"x":"needle"}' });
  const memo = await createTestDelivery(workspace, two.webhook.id, { type: "memo.created", data: '{"x":"a NEEDLE"}' });
  const plain = await createTestDelivery(workspace, one.webhook.id, { type: "memo.updated" });
  const { eventId } = await db().delivery.findUniqueOrThrow({ where: { id: plain } });
  await db().event.update({ where: { id: eventId }, data: { tenantId: tenant.id } });
  await db().delivery.update({ where: { id: plain }, data: { attemptCount: 1 } });
  await expect.poll(() => pages.admin.ids(), EVENTUALLY).toEqual([team, memo, plain].map(idOf).sort());
  await expect.poll(() => pages.tenant.ids(), EVENTUALLY).toEqual([idOf(plain)]);
  await expect.poll(() => pages.one.ids(), EVENTUALLY).toEqual([idOf(plain)]);
  expect(pages.text.ids()).toEqual([idOf(memo)]);
  for (const page of [pages.id, pages.nobody, pages.stranger]) expect(page.ids()).toEqual([]);
});

test("a page is told when more came at once than is looked at", async () => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  const first = await createTestDelivery(workspace, webhook.id);
  const { eventId, webhookId } = await db().delivery.findUniqueOrThrow({ where: { id: first } });
  const delivery = { workspaceId: workspace.id, webhookId, eventId, type: "invoice.paid", shard: 0 };
  const more = (count: number) =>
    db().delivery.createMany({ data: Array.from({ length: count }, () => ({ ...delivery, id: newId() })) });
  const page = await watch(await workspace.as("viewer"));
  await expect.poll(() => page.ids(), EVENTUALLY).toEqual([idOf(first)]);
  await more(199);
  await expect.poll(() => page.rows.size, EVENTUALLY).toBe(200);
  expect(page.missed).not.toHaveBeenCalled();
  await more(201);
  await expect.poll(() => page.missed.mock.calls.length, EVENTUALLY).toBe(1);
});

test("a hundred viewers cost one look", async () => {
  const workspace = await createTestWorkspace();
  const viewer = await workspace.as("viewer");
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  const pages = await Promise.all(Array.from({ length: 100 }, () => watch(viewer, { status: "failed" })));
  const queries = vi.spyOn(db(), "$queryRaw");
  onTestFinished(() => queries.mockRestore());
  const id = idOf(await createTestDelivery(workspace, webhook.id));
  await expect.poll(() => pages.every((page) => page.rows.has(id)), EVENTUALLY).toBe(true);
  const matches = queries.mock.calls.filter(([statement]) => JSON.stringify(statement).includes("status = 'failed'"));
  expect(matches.length).toBe(1);
});
