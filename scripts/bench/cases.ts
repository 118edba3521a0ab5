import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { acceptEvents } from "#lib/events/accept-events";
import type { BenchProduct } from "#scripts/bench/fixtures";

/** One shape of load: so many workspaces, webhooks in each, and events for each. */
export interface DeliveryCase {
  name: string;
  workspaces: number;
  webhooksEach: number;
  eventsEach: number;
}

export const DELIVERY_CASES: DeliveryCase[] = [
  { name: "1 hot webhook", workspaces: 1, webhooksEach: 1, eventsEach: 20_000 },
  { name: "100 webhooks", workspaces: 100, webhooksEach: 1, eventsEach: 200 },
  { name: "10,000 webhooks, one delivery each", workspaces: 100, webhooksEach: 100, eventsEach: 1 },
];

export const deliveriesOf = (shape: DeliveryCase) => shape.workspaces * shape.webhooksEach * shape.eventsEach;

const BATCH = 1000;

function eventsOf(product: BenchProduct, eventsEach: number) {
  return Array.from({ length: eventsEach }, (_, n) =>
    product.workspaces.map((workspace) => ({
      workspace,
      type: "invoice.paid",
      data: { id: `inv_${n}`, number: "2026-0042", currency: "EUR", total: 129.9, customer: "cus_19x" },
    })),
  ).flat();
}

/** Accepts a case's events without the API, for the floor, which only delivers. */
export async function prefill(product: BenchProduct, eventsEach: number): Promise<void> {
  const events = eventsOf(product, eventsEach);
  for (let i = 0; i < events.length; i += BATCH) {
    await acceptEvents(
      product,
      events.slice(i, i + BATCH).map((event) => ({
        ...event,
        data: JSON.stringify(event.data),
        tenant: null,
        key: null,
        timestamp: null,
      })),
    );
  }
}

/** A connection pool that publishes with the product's key. */
export class PublishClient {
  readonly #pool: Pool;
  readonly #key: string;
  readonly #path: string;

  constructor(url: string, key: string, path = "/api/v1/events") {
    this.#pool = new Pool(url, { connections: 64, pipelining: 1 });
    this.#key = key;
    this.#path = path;
  }

  async publish(body: unknown): Promise<void> {
    const response = await this.#pool.request({
      path: this.#path,
      method: "POST",
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.body.text();
    if (response.statusCode !== 202) throw new Error(`Publishing was answered ${response.statusCode}: ${text}`);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** Publishes a case through the API in batches, two at a time. @returns how long accepting took, in milliseconds */
export async function publishAll(client: PublishClient, product: BenchProduct, eventsEach: number): Promise<number> {
  const events = eventsOf(product, eventsEach);
  const batches: unknown[][] = [];
  for (let i = 0; i < events.length; i += BATCH) batches.push(events.slice(i, i + BATCH));
  const startedAt = performance.now();
  const next = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await client.publish(batch);
  };
  await Promise.all([next(), next()]);
  return performance.now() - startedAt;
}

/** Publishes single events from `connections` clients for `seconds`. @returns events per second */
export async function publishSingles(
  client: PublishClient,
  workspace: string,
  type: string,
  connections: number,
  seconds: number,
): Promise<number> {
  let count = 0;
  const until = performance.now() + seconds * 1000;
  const loop = async () => {
    while (performance.now() < until) {
      await client.publish({ workspace, type, data: { id: "inv_8f2k1", total: 129.9 } });
      count++;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return count / seconds;
}

/** Publishes `perSecond` single events at even distances. */
export async function publishSteadily(client: PublishClient, workspace: string, perSecond: number, seconds: number) {
  const startedAt = performance.now();
  const pending: Promise<void>[] = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    await sleep(Math.max(0, startedAt + (i * 1000) / perSecond - performance.now()));
    pending.push(client.publish({ workspace, type: "invoice.paid", data: { sentAt: Date.now() } }));
  }
  await Promise.all(pending);
}

/** Publishes single events to one workspace after the other. */
export async function publishRoundRobin(
  client: PublishClient,
  workspaces: string[],
  perSecond: number,
  seconds: number,
) {
  const startedAt = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    await sleep(Math.max(0, startedAt + (i * 1000) / perSecond - performance.now()));
    await client.publish({ workspace: workspaces[i % workspaces.length], type: "invoice.paid", data: { n: i } });
  }
}
