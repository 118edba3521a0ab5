import { expect, test } from "vitest";
import type { ClaimedDelivery } from "#lib/dispatch/claim";
import { Lane } from "#lib/dispatch/lane";
import type { WebhookConfig } from "#lib/dispatch/webhook-configs";

const webhook: WebhookConfig = {
  id: "w",
  version: 1,
  url: "https://hooks.example.com",
  headers: [],
  secrets: [],
  signature: null,
  retrySchedule: null,
  timeoutMs: 10_000,
  rateLimit: null,
  maxInFlight: 32,
  ordered: false,
  shard: 0,
};
const delivery = (token: string, leaseEndsAt: number): ClaimedDelivery => ({
  id: token,
  token,
  leaseEndsAt,
  workspaceId: "x",
  webhookId: "w",
  webhookVersion: 1,
  eventId: "e",
  profileId: "p",
  type: "invoice.paid",
  data: "{}",
  occurredAt: new Date(0),
  tenant: null,
  attemptNumber: 1,
  retryStep: 0,
  reason: "first",
  test: false,
});

// Fault 10: a process that was stopped past its leases.
test("what can't be answered within its lease any more is not sent", () => {
  const lane = new Lane(webhook);
  lane.queue.push(delivery("late", 45_000), delivery("in time", 90_000));
  expect(lane.unsendable(35_000)).toEqual([]);
  expect(lane.unsendable(35_001).map(({ token }) => token)).toEqual(["late"]);
  expect(lane.next(35_001)).toMatchObject({ delivery: { token: "in time" } });
});

test("without a timeout of its own, a webhook's attempts may take as long as any profile allows", () => {
  const lane = new Lane({ ...webhook, timeoutMs: null });
  lane.queue.push(delivery("late", 45_000));
  expect(lane.unsendable(15_000)).toEqual([]);
  expect(lane.unsendable(15_001)).toHaveLength(1);
});
