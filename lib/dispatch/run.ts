import "server-only";
import { claimDeliveries } from "#lib/dispatch/claim";
import { type Dispatcher, SHARD_CAPACITY, type ShardLoad } from "#lib/dispatch/dispatcher";
import { FIRST_WINDOW } from "#lib/dispatch/lane";
import { presence } from "#lib/dispatch/presence";
import { clearWanted, renewShard } from "#lib/dispatch/shard-lease";
import type { Signal } from "#lib/dispatch/signal";
import { wakeListener } from "#lib/dispatch/wake-listener";

export interface DrainLimits {
  /** No claim is made later than this after the start. */
  maxRunMs: number;
  /** How long an idle run waits for more, so that a steady trickle needs no run per event. */
  lingerMs: number;
}

/** A delivery waits at most this long behind a lease before it is sent; covers the longest timeout and the queue. */
const LEASE_MS = 45_000;
const RENEW_MS = 5000;
/** The run looks around this often while its lanes are busy. */
const TICK_MS = 100;
/** A full shard whose next delivery is overdue must not spin. */
const MIN_WAIT_MS = 5;
const FROM_THE_START = "00000000-0000-0000-0000-000000000000";

/** What a run leaves behind: work, the moment of the next delivery, nothing, or the shard itself, lost to another run. */
export type Left = "more" | Date | null | "lost";

/** One run over one shard. The caller holds the shard's lease. */
export class Run {
  /** How many deliveries it has claimed. */
  claimed = 0;
  readonly #shard: number;
  readonly #id: string;
  readonly #limits: DrainLimits;
  readonly #dispatcher: Dispatcher;
  readonly #signal: Signal;
  readonly #startedAt = performance.now();
  #renewedAt = this.#startedAt;
  #lastWorkAt = this.#startedAt;
  #lastClaimAt = 0;
  /** Somebody said that there is work. */
  #mustLook = true;
  /** There may be work that the last claim could not take. */
  #mayHaveMore = true;
  #lookedLast = false;
  /** Claim again once the shard has worked down to this. */
  #lowWater = 0;
  /** The webhook after which the next claim goes on, so that claims go round-robin. */
  #cursor = FROM_THE_START;
  /**
   * The walk from the shard's start to the cursor found nothing to do, and nobody has said since that there is any. One
   * claim looks at some hundred webhooks only: where more of them wait for their retries, the walk's end is the proof that
   * nothing is left, not the claim's.
   */
  #foundNothing = false;
  #nextDueAt: Date | null = null;
  /** The same by `performance.now()`. */
  #nextDueAtMs = Number.POSITIVE_INFINITY;

  constructor(shard: number, id: string, limits: DrainLimits, dispatcher: Dispatcher) {
    this.#shard = shard;
    this.#id = id;
    this.#limits = limits;
    this.#dispatcher = dispatcher;
    this.#signal = dispatcher.startRun(shard);
  }

  /**
   * Serves the shard until nothing is left, time is up, the process stops, or another run has taken over. Requests in
   * flight then are carried on by the process; the shard is free for the next run.
   */
  async serve(): Promise<Left> {
    const onWake = () => {
      this.#mustLook = true;
      this.#foundNothing = false;
      this.#signal.set();
    };
    wakeListener.open();
    wakeListener.on(String(this.#shard), onWake);
    try {
      while (!this.#dispatcher.closing && performance.now() - this.#startedAt < this.#limits.maxRunMs) {
        if (!(await this.#keepShard())) return "lost";
        const load = this.#dispatcher.load(this.#shard);
        if (this.#shouldClaim(load)) {
          await this.#claim(load);
        } else if (this.#isIdle(load)) {
          if (await this.#isDone()) break;
        } else {
          await this.#signal.wait(Math.min(TICK_MS, Math.max(MIN_WAIT_MS, this.#untilDue())));
        }
      }
      return this.#dispatcher.closing || this.#mayHaveMore ? "more" : this.#nextDueAt;
    } finally {
      this.#dispatcher.endRun(this.#shard);
      wakeListener.off(String(this.#shard), onWake);
    }
  }

  async #keepShard(): Promise<boolean> {
    const now = performance.now();
    if (now - this.#renewedAt < RENEW_MS) return true;
    this.#renewedAt = now;
    if (!(await renewShard(this.#shard, this.#id))) return false;
    await this.#dispatcher.moveStalledLanes(this.#shard);
    return true;
  }

  #shouldClaim(load: ShardLoad): boolean {
    if (load.busy >= SHARD_CAPACITY) return false;
    if (this.#mustLook || this.#untilDue() <= 0) return true;
    const rested = performance.now() - this.#lastClaimAt >= TICK_MS;
    return this.#mayHaveMore && (load.busy <= this.#lowWater || rested);
  }

  async #claim(load: ShardLoad): Promise<void> {
    const fromStart = this.#cursor === FROM_THE_START;
    if (fromStart) this.#foundNothing = true;
    this.#mustLook = false;
    this.#lastClaimAt = performance.now();
    const { deliveries, nextDueAt, nextDueInMs, lastWebhookId } = await claimDeliveries({
      shard: this.#shard,
      limit: SHARD_CAPACITY - load.busy,
      afterWebhookId: this.#cursor,
      rooms: load.rooms,
      defaultRoom: FIRST_WINDOW,
      leaseMs: LEASE_MS,
      processId: await presence.open(),
    });
    this.#cursor = lastWebhookId ?? FROM_THE_START;
    const nextDueAtMs = nextDueInMs === null ? Number.POSITIVE_INFINITY : performance.now() + nextDueInMs;
    this.#nextDueAt = fromStart ? nextDueAt : earlier(this.#nextDueAt, nextDueAt);
    this.#nextDueAtMs = fromStart ? nextDueAtMs : Math.min(this.#nextDueAtMs, nextDueAtMs);
    if (deliveries.length > 0) this.#foundNothing = false;
    // More may be due: in lanes that had no room, before or behind the cursor, or beyond what this claim could take.
    this.#mayHaveMore = !this.#foundNothing || load.full || lastWebhookId !== null;
    this.#lowWater = (load.busy + deliveries.length) >> 1;
    if (deliveries.length === 0) {
      // The walk goes on at once, and begins anew, instead of when the lanes have run half empty.
      this.#mustLook ||= lastWebhookId !== null || !(fromStart || this.#foundNothing);
      return;
    }
    this.claimed += deliveries.length;
    this.#lastWorkAt = this.#lastClaimAt;
    this.#lookedLast = false;
    await this.#dispatcher.enqueue(this.#shard, deliveries);
  }

  #isIdle(load: ShardLoad): boolean {
    const now = performance.now();
    if (load.busy > 0) this.#lastWorkAt = now;
    return now - this.#lastWorkAt > this.#limits.lingerMs;
  }

  /**
   * A last look, once every outcome is written, answers the wakes that came while the run was serving and finds the
   * moment of the next retry.
   */
  async #isDone(): Promise<boolean> {
    const woken = await clearWanted(this.#shard, this.#id);
    if (this.#lookedLast && !woken) return true;
    await this.#dispatcher.recorded();
    this.#lookedLast = true;
    this.#mustLook = true;
    return false;
  }

  #untilDue(): number {
    return this.#nextDueAtMs - performance.now();
  }
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
