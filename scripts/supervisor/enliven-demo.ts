import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "#lib/config";
import type { DemoFile } from "#lib/demo/demo-file";
import type { Preset } from "#lib/profiles/preset";
import { PRESETS } from "#lib/profiles/presets";
import { reachableUrl } from "./processes.ts";

/** What the demo's receivers answer while they are "down"; by this a start that was interrupted is told. */
const OUTAGE = { status: 503, body: "Down for maintenance, as part of the demo." };
/** So that the delivery that is to fail for good does so at once; the product's own schedule takes days. */
const SHORT_SCHEDULE = { delaysSeconds: [1] };
const MIN_EVENTS = 12;
const POLL_MS = 100;
const PATIENCE_MS = 60_000;

interface Inbox {
  id: string;
  url: string;
  answer: { body?: string };
}
interface Webhook {
  id: string;
  url: string;
  status: string;
}
interface Delivery {
  attemptCount: number;
}

/**
 * Publishes the first events of the demo's workspaces, so that a newcomer finds a log to look at: one of each type, one that
 * failed for good, and one that is retried. All of it by the public API, and delivered like everything else, to the
 * workspace's own inbox. A workspace that has events is left alone.
 *
 * @returns whether anything was published
 */
export async function enlivenDemo(config: Config, signal: AbortSignal): Promise<boolean> {
  const { products }: DemoFile = JSON.parse(await readFile(path.join(config.dataDir, "demo.json"), "utf8"));
  const done = await Promise.all(
    Object.entries(PRESETS).map(([slug, preset]) => {
      const keys = products[slug];
      return keys ? enliven(new DemoProduct(reachableUrl(config), keys, preset, signal)) : false;
    }),
  );
  return done.includes(true);
}

async function enliven(product: DemoProduct): Promise<boolean> {
  const receiver = await product.receiver();
  if (!receiver) return false;
  const { inbox, webhook } = receiver;
  const isNew = (await product.list("/events?limit=1")).length === 0;
  if (!isNew && inbox.answer.body !== OUTAGE.body) return false;
  const answer = (body: object) => product.call("PUT", `/inboxes/${inbox.id}/answer`, body);
  const retryBy = (retrySchedule: object | null) => product.call("PATCH", `/webhooks/${webhook.id}`, { retrySchedule });
  const deliveries = `/deliveries?webhook=${webhook.id}&limit=100`;
  const reached = (status: string, attempts: number, howMany = 1) =>
    product.until(async () => {
      const found = await product.list<Delivery>(`${deliveries}&status=${status}`);
      return found.filter(({ attemptCount }) => attemptCount >= attempts).length >= howMany;
    });
  const count = Math.max(MIN_EVENTS, product.types);
  if (isNew) {
    await product.publish(0, count - 2);
    await reached("succeeded", 1, count - 2);
    await answer(OUTAGE);
    await retryBy(SHORT_SCHEDULE);
    await product.publish(count - 2, count - 1);
    await reached("failed", 2);
    await retryBy(null);
    await product.publish(count - 1, count);
    await reached("pending", 1);
  } else {
    await retryBy(null);
    await product.publish(0, count);
  }
  await answer({});
  return true;
}

/** One of the demo's products, as its backend and its customer's programs use it. */
class DemoProduct {
  readonly #url: string;
  readonly #keys: DemoFile["products"][string];
  readonly #preset: Preset;
  readonly #signal: AbortSignal;

  constructor(url: string, keys: DemoFile["products"][string], preset: Preset, signal: AbortSignal) {
    this.#url = url;
    this.#keys = keys;
    this.#preset = preset;
    this.#signal = signal;
  }

  get types(): number {
    return this.#preset.eventTypes.length;
  }

  /** The inbox that the seed has made, with the one webhook that sends to it; null where somebody has changed that. */
  async receiver(): Promise<{ inbox: Inbox; webhook: Webhook } | null> {
    const webhooks = await this.list<Webhook>("/webhooks");
    const inboxes = await this.list<Inbox>("/inboxes");
    const [inbox] = inboxes;
    const [webhook] = webhooks;
    if (!inbox || webhooks.length !== 1 || webhook?.url !== inbox.url || webhook.status !== "active") return null;
    return { inbox, webhook };
  }

  /** Publishes the events with these numbers, of each type in turn. An event that was published before is none again. */
  async publish(from: number, to: number): Promise<void> {
    const { eventTypes, tenants } = this.#preset;
    const events = Array.from({ length: to - from }, (_, index) => {
      const number = from + index;
      const type = eventTypes[number % eventTypes.length];
      const tenant = tenants?.[number % tenants.length]?.key;
      const { workspace } = this.#keys;
      return { workspace, type: type?.name, data: type?.example, id: `demo-${number + 1}`, ...(tenant && { tenant }) };
    });
    await this.#send(this.#keys.publishKey, "POST", "/events", events);
  }

  async list<T>(query: string): Promise<T[]> {
    return (await this.call("GET", query)).data;
  }

  call(method: string, at: string, body?: object) {
    return this.#send(this.#keys.apiKey, method, at, body);
  }

  /** @throws {Error} when it takes longer than anybody would wait */
  async until(condition: () => Promise<boolean>): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (!(await condition())) {
      if (Date.now() > giveUpAt) throw new Error("deliveries do not get on");
      await sleep(POLL_MS, undefined, { signal: this.#signal });
    }
  }

  async #send(key: string, method: string, at: string, body?: object) {
    const answer = await fetch(`${this.#url}/api/v1${at}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      signal: this.#signal,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${at} was answered ${answer.status}`);
    return answer.json();
  }
}
