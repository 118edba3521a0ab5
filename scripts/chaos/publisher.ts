import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";

/** `Retry-After` asks for longer, but a run is short. */
const RETRY_MS = 1000;

interface Accepted {
  /** `Date.now()` when the 202 had been read. */
  answeredAt: number;
}

/**
 * Publishes as a careful product does: every event has an id of its own, and is sent again until it is answered 202.
 * Keeps a ledger of each 202.
 */
export class Publisher {
  /** By the id that Posthorn gave. */
  readonly ledger = new Map<string, Accepted>();
  /** How often a request was answered with what else, or not at all (`lost`). */
  readonly refusals = new Map<string, number>();
  /** Answers that were not as documented. */
  readonly objections: string[] = [];
  readonly #pool: Pool;
  readonly #key: string;
  readonly #workspace: string;
  #count = 0;
  #stopped = false;
  #closed = false;

  constructor(url: string, key: string, workspace: string) {
    this.#pool = new Pool(url, { connections: 32, pipelining: 1 });
    this.#key = key;
    this.#workspace = workspace;
  }

  refused(how: string): number {
    return this.refusals.get(how) ?? 0;
  }

  /** Publishes so many events in one request, and again until they are accepted. */
  async publish(count = 1): Promise<void> {
    const events = Array.from({ length: count }, () => ({
      workspace: this.#workspace,
      type: "invoice.paid",
      id: `chaos-${++this.#count}`,
      data: { number: this.#count, total: 129.9 },
    }));
    const body = JSON.stringify(events);
    while (!(await this.#try(body)) && !this.#closed) await sleep(RETRY_MS);
  }

  /** Publishes `perSecond` single events until the returned function is called, which waits for the last ones. */
  steadily(perSecond: number): () => Promise<void> {
    this.#stopped = false;
    const startedAt = performance.now();
    const pending = new Set<Promise<void>>();
    const loop = (async () => {
      for (let i = 0; !this.#stopped; i++) {
        await sleep(Math.max(0, startedAt + (i * 1000) / perSecond - performance.now()));
        const one = this.publish().finally(() => pending.delete(one));
        pending.add(one);
      }
    })();
    return async () => {
      this.#stopped = true;
      await loop;
      await Promise.all(pending);
    };
  }

  /** Publishes `count` events in batches of 1,000, two requests at a time. */
  async burst(count: number): Promise<void> {
    let left = count;
    const next = async () => {
      while (left > 0) {
        const size = Math.min(1000, left);
        left -= size;
        await this.publish(size);
      }
    };
    await Promise.all([next(), next()]);
  }

  /** Stops publishing, whatever has not been answered yet. */
  close(): Promise<void> {
    this.#stopped = true;
    this.#closed = true;
    return this.#pool.destroy();
  }

  async #try(body: string): Promise<boolean> {
    try {
      const response = await this.#pool.request({
        path: "/api/v1/events",
        method: "POST",
        headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
        body,
      });
      const text = await response.body.text();
      if (response.statusCode === 202) {
        const { data } = JSON.parse(text) as { data: { id: string }[] };
        for (const { id } of data) this.ledger.set(id, { answeredAt: Date.now() });
        return true;
      }
      this.#refused(String(response.statusCode));
      if (response.statusCode !== 503) this.objections.push(`answered ${response.statusCode}: ${text}`);
      else if (!response.headers["retry-after"]) this.objections.push("503 without Retry-After");
      else if (!text.includes("/docs/errors/unavailable")) this.objections.push(`503 with ${text}`);
    } catch {
      this.#refused("lost");
    }
    return false;
  }

  #refused(how: string): void {
    this.refusals.set(how, this.refused(how) + 1);
  }
}
