import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish } from "#tests/support/deliver";
import { exampleOf, retryWaits, sendThrice, startProduct } from "#tests/support/product";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

const TYPE = "InvoiceCodingProposalProcessingCompleted";

test("Kaunt's body is flat, in order, and signed in lower-case hex, also on retry and replay", async () => {
  const product = await startProduct("kaunt");
  const data = `${exampleOf("kaunt", TYPE).slice(0, -1)},"TenantId":"tenant-7","Internal":"not documented, not sent"}`;
  const requests = await sendThrice(product, TYPE, data);
  const { Id, Url, CompanyName, CorrelationId } = JSON.parse(data);
  expect(requests).toHaveLength(3);
  for (const { body, headers } of requests) {
    expect(body).toBe(JSON.stringify({ Id, Url, TenantId: "tenant-7", CompanyName, CorrelationId, EventType: TYPE }));
    expect(headers["x-signature-sha256"]).toBe(createHmac("sha256", product.secret).update(body).digest("hex"));
  }
});

test("a partner's webhook receives every tenant's events, a tenant's only its own, and both where there are both", async () => {
  const { workspace, owner, receiver: partner } = await startProduct("kaunt");
  const data = exampleOf("kaunt", TYPE);
  await publish(workspace, { type: TYPE, data, fields: '"tenant":"t-1"' });
  const tenant = await startReceiver();
  await createTestWebhook(owner, { url: tenant.url, tenant: "t-1" });
  await publish(
    workspace,
    { type: TYPE, data, fields: '"tenant":"t-1"' },
    { type: TYPE, data, fields: '"tenant":"t-2"' },
    { type: TYPE, data },
  );
  await deliverDue();
  const tenants = (requests: { body: string }[]) => requests.map(({ body }) => JSON.parse(body).TenantId);
  expect(tenants(partner.requests).sort()).toEqual(["t-1", "t-1", "t-2", null].sort());
  expect(tenants(tenant.requests)).toEqual(["t-1"]);
});

test("a failed request is retried with exponential backoff until 24 hours have passed", async () => {
  const waits = await retryWaits(await startProduct("kaunt"), "ModelReady");
  const doubling = waits.findIndex((wait) => wait > 4 * 3600 * 0.9);
  for (let i = 1; i < doubling; i++) {
    const factor = (waits[i] ?? 0) / (waits[i - 1] ?? 1);
    expect(factor).toBeGreaterThan(1.5);
    expect(factor).toBeLessThan(2.6);
  }
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  expect(total).toBeLessThan(24 * 3600 * 1.05);
  expect(total).toBeGreaterThan(18 * 3600);
});
