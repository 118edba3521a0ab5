import type { ClaimedDelivery } from "#lib/dispatch/claim";
import type { WebhookConfig } from "#lib/dispatch/webhook-configs";

/** A webhook that has not answered yet gets this many requests at once. */
export const FIRST_WINDOW = 8;
/** Deliveries are claimed ahead so that a fast receiver finds this much work waiting. */
const PREFETCH_MS = 100;
const PREFETCH_MAX = 8;
/** Half of what a shard holds: one webhook alone never fills it. */
const HELD_MAX = 128;
/** A rate-limited webhook's deliveries are claimed this far ahead. */
const RATE_PREFETCH_SECONDS = 1;
/** A request older than this no longer counts as the shard's work: its webhook is the slow dispatcher's business. */
export const STALL_MS = 2000;
const LATENCY_SMOOTHING = 0.2;
/**
 * Requests of a rate-limited webhook are spaced a little wider than its limit says, so that late timers may be made up
 * for (up to the slack) without any second ever seeing more than the limit.
 */
const RATE_MARGIN = 1.02;
const RATE_SLACK_MS = 10;
/** Nothing is claimed for a webhook whose next request may not start before this: its lease would only run down. */
const RATE_CLAIM_AHEAD_MS = 1500;

/** What an attempt tells about how much its receiver can take: `hung` is no answer in time, `throttled` a request for less. */
export type LaneVerdict = "succeeded" | "failed" | "throttled" | "hung";

/**
 * One webhook's share of a dispatcher: what is waiting, what is in flight, and how much may be. No I/O.
 *
 * The window opens like TCP's: it starts small, grows with every success up to the webhook's limit, halves when the
 * receiver is overloaded (429, 502, 503, 504) and closes to one when it is away, so a webhook that begins to hang holds
 * few requests.
 */
export class Lane {
  readonly queue: ClaimedDelivery[] = [];
  /** Start times in milliseconds by lease token, oldest first. */
  readonly #inFlight = new Map<string, number>();
  #window: number;
  #latencyMs: number | null = null;
  #nextStartAt = 0;
  webhook: WebhookConfig;

  constructor(webhook: WebhookConfig) {
    this.webhook = webhook;
    this.#window = Math.min(FIRST_WINDOW, webhook.maxInFlight);
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  get idle(): boolean {
    return this.#inFlight.size === 0 && this.queue.length === 0;
  }

  /** Whether forgetting this lane would lose nothing: a fresh one would behave the same. */
  forgettable(nowMs: number): boolean {
    return this.idle && nowMs >= this.#nextStartAt && this.#window <= 2 * FIRST_WINDOW;
  }

  stalled(nowMs: number): boolean {
    const [oldest] = this.#inFlight.values();
    return oldest !== undefined && nowMs - oldest > STALL_MS;
  }

  /**
   * Takes out what was claimed longer ago than `maxMs`: with a state of the webhook that may be old by now, or before a
   * pause of this process in which its lease may have run out.
   */
  takeStale(nowMs: number, maxMs: number): ClaimedDelivery[] {
    let stale = 0;
    while (stale < this.queue.length && nowMs - (this.queue[stale]?.claimedAtMs ?? 0) > maxMs) stale++;
    return stale === 0 ? [] : this.queue.splice(0, stale);
  }

  /** How many more deliveries may be claimed for it. */
  room(nowMs: number): number {
    if (this.stalled(nowMs) || this.#nextStartAt - nowMs > RATE_CLAIM_AHEAD_MS) return 0;
    return Math.max(0, this.#target() - this.#inFlight.size - this.queue.length);
  }

  #target(): number {
    const { ordered, rateLimit, maxInFlight } = this.webhook;
    if (ordered) return 1;
    const window = Math.min(this.#window, maxInFlight);
    if (rateLimit !== null) return Math.max(1, Math.min(window, Math.floor(rateLimit * RATE_PREFETCH_SECONDS)));
    const ahead = this.#latencyMs === null ? 1 : PREFETCH_MS / Math.max(1, this.#latencyMs);
    return Math.min(HELD_MAX, Math.floor(window * Math.min(PREFETCH_MAX, Math.max(1, ahead))));
  }

  /** The delivery to send now, or how many milliseconds to wait for the rate limit, or null for nothing to do. */
  next(nowMs: number): { delivery: ClaimedDelivery } | { waitMs: number } | null {
    if (this.queue.length === 0) return null;
    if (this.#inFlight.size >= Math.min(this.#window, this.webhook.maxInFlight)) return null;
    const { rateLimit } = this.webhook;
    if (rateLimit !== null) {
      if (nowMs < this.#nextStartAt) return { waitMs: this.#nextStartAt - nowMs };
      this.#nextStartAt = Math.max(this.#nextStartAt, nowMs - RATE_SLACK_MS) + (RATE_MARGIN * 1000) / rateLimit;
    }
    const delivery = this.queue.shift();
    if (!delivery) return null;
    this.#inFlight.set(delivery.token, nowMs);
    return { delivery };
  }

  finished(token: string, nowMs: number, verdict: LaneVerdict): void {
    const startedAt = this.#inFlight.get(token);
    this.#inFlight.delete(token);
    if (startedAt !== undefined) {
      const latencyMs = nowMs - startedAt;
      this.#latencyMs =
        this.#latencyMs === null ? latencyMs : this.#latencyMs + LATENCY_SMOOTHING * (latencyMs - this.#latencyMs);
    }
    if (verdict === "hung") this.#window = 1;
    else if (verdict === "throttled") this.#window = Math.max(1, this.#window >> 1);
    else if (verdict === "succeeded") this.#window = Math.min(this.#window + 1, this.webhook.maxInFlight);
  }
}
