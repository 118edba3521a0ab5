import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { type AttemptOutcome, makeAttempt } from "#lib/attempts/make-attempt";
import { type ClaimedDelivery, type Room, releaseClaims } from "#lib/dispatch/claim";
import { moveStalled } from "#lib/dispatch/follow-up";
import { Lane } from "#lib/dispatch/lane";
import { processName } from "#lib/dispatch/presence";
import { Recorder } from "#lib/dispatch/recorder";
import { FIRST_SLOW_SHARD } from "#lib/dispatch/shards";
import { Signal } from "#lib/dispatch/signal";
import { laneVerdict } from "#lib/dispatch/verdict";
import { wakeShards } from "#lib/dispatch/wake";
import { loadProfiles, loadWebhookConfigs } from "#lib/dispatch/webhook-configs";
import { log } from "#lib/log";
import type { Profile } from "#lib/profiles/profile-schema";

/** Deliveries a shard holds at most, waiting or in flight; those of stalled webhooks do not count. */
export const SHARD_CAPACITY = 192;

/**
 * A claimed delivery that could not begin within this is given back and claimed anew: so a pause, an edit or a rotation
 * reaches every request that starts later than this, and no lease runs out in a queue.
 */
const MAX_QUEUED_MS = 5000;

export interface ShardLoad {
  /** Deliveries waiting or in flight; requests of stalled webhooks do not count. */
  busy: number;
  /** What each of its lanes holds, and may still take. */
  rooms: Map<string, Room>;
  /** Whether a lane that works has no room left, so that more may be due behind it. */
  full: boolean;
}

const IDLE_TICK_MS = 25;

interface ShardState {
  readonly shard: number;
  /** Whether a run serves it now. Outcomes that come later wake the next. */
  isServed: boolean;
  readonly lanes: Map<string, Lane>;
  /** Deliveries waiting or in flight. */
  busy: number;
  /** The run is told when `busy` has fallen to this. */
  tellAt: number;
  readonly signal: Signal;
}

/**
 * Everything this process has claimed: a lane per webhook, the requests in flight, the recorder. It outlives the
 * Inngest runs that feed it, so a run need not wait for the last slow answer.
 */
export class Dispatcher {
  readonly #shards = new Map<number, ShardState>();
  readonly #recorder = new Recorder(processName());
  #closing = false;

  get closing(): boolean {
    return this.#closing;
  }

  /** Called by a run when it begins to serve a shard. Its signal is set when the shard has worked down to `tellAt`. */
  startRun(shard: number): Signal {
    const state = this.#state(shard);
    state.isServed = true;
    return state.signal;
  }

  /** Called by that run when it ends, whatever is still in flight. */
  endRun(shard: number): void {
    this.#state(shard).isServed = false;
  }

  /** Resolves once every outcome so far is written. */
  recorded(): Promise<void> {
    return this.#recorder.idle();
  }

  /** Puts claimed deliveries into their lanes and starts as many as the lanes allow. */
  async enqueue(shard: number, deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const [webhooks, profiles] = await Promise.all([loadWebhookConfigs(deliveries), loadProfiles(deliveries)]).catch(
      async (error: unknown) => {
        await giveBack(deliveries);
        throw error;
      },
    );
    // The process began to stop while they were being claimed.
    if (this.#closing) return giveBack(deliveries);
    const state = this.#state(shard);
    const touched = new Set<Lane>();
    for (const delivery of deliveries) {
      const webhook = webhooks.get(delivery.webhookId);
      // Deleted between claim and here: the lease runs out and the sweep cancels it.
      if (!webhook) continue;
      let lane = state.lanes.get(delivery.webhookId);
      if (!lane) {
        lane = new Lane(webhook);
        state.lanes.set(delivery.webhookId, lane);
      }
      lane.webhook = webhook;
      lane.queue.push(delivery);
      state.busy++;
      touched.add(lane);
    }
    state.tellAt = state.busy >> 1;
    for (const lane of touched) this.#pump(state, lane, profiles);
  }

  /** What a shard holds now. */
  load(shard: number): ShardLoad {
    const state = this.#state(shard);
    const { lanes } = state;
    const now = performance.now();
    const rooms = new Map<string, Room>();
    let busy = 0;
    let full = false;
    for (const [id, lane] of lanes) {
      this.#giveBackFrom(state, lane, lane.takeStale(now, MAX_QUEUED_MS));
      if (lane.forgettable(now)) {
        lanes.delete(id);
        continue;
      }
      const stalled = shard < FIRST_SLOW_SHARD && lane.stalled(now);
      const held = lane.inFlight + lane.queue.length;
      if (!stalled) busy += held;
      const room = lane.room(now);
      // One that holds nothing waits for its rate, not for itself: what is due for it has a later moment in the database.
      if (room === 0 && held > 0 && !stalled) full = true;
      rooms.set(id, { held, room });
    }
    return { busy, rooms, full };
  }

  /** Hands webhooks that hang to the slow dispatcher. */
  async moveStalledLanes(shard: number): Promise<void> {
    const now = performance.now();
    for (const lane of this.#state(shard).lanes.values()) {
      if (lane.stalled(now)) await moveStalled(lane.webhook);
    }
  }

  /**
   * Stops starting requests, gives back what was claimed but not begun, and waits for what is in flight.
   *
   * @param timeoutMs after which the rest is left to the sweep
   */
  async close(timeoutMs: number): Promise<void> {
    this.#closing = true;
    const lanes = [...this.#shards.values()].flatMap((state) => [...state.lanes.values()]);
    await giveBack(lanes.flatMap((lane) => lane.queue.splice(0)));
    await this.idle(timeoutMs);
  }

  /** Resolves once no request is under way and every outcome is written, or after `timeoutMs`. */
  async idle(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline && this.#hasRequests()) await sleep(IDLE_TICK_MS);
    await this.#recorder.idle();
  }

  #hasRequests(): boolean {
    for (const { lanes } of this.#shards.values()) {
      for (const lane of lanes.values()) if (lane.inFlight > 0) return true;
    }
    return false;
  }

  /** An answer came after its run had ended: the next run must learn of the retry it leads to. */
  async #wakeAfter(state: ShardState, outcome: AttemptOutcome): Promise<void> {
    if (outcome.nextDelaySeconds === null || this.#closing) return;
    await this.#recorder.idle();
    await wakeShards([state.shard]);
  }

  #state(shard: number): ShardState {
    let state = this.#shards.get(shard);
    if (!state) {
      state = { shard, isServed: false, lanes: new Map(), busy: 0, tellAt: 0, signal: new Signal() };
      this.#shards.set(shard, state);
    }
    return state;
  }

  #pump(state: ShardState, lane: Lane, profiles: ReadonlyMap<string, Profile>): void {
    while (!this.#closing) {
      this.#giveBackFrom(state, lane, lane.takeStale(performance.now(), MAX_QUEUED_MS));
      const next = lane.next(performance.now());
      if (next === null) return;
      if ("waitMs" in next) {
        setTimeout(() => this.#pump(state, lane, profiles), next.waitMs);
        return;
      }
      this.#send(state, lane, next.delivery, profiles).catch((error: unknown) =>
        log().error({ err: error, deliveryId: next.delivery.id }, "an attempt broke off"),
      );
    }
  }

  #giveBackFrom(state: ShardState, lane: Lane, deliveries: readonly ClaimedDelivery[]): void {
    if (deliveries.length === 0) return;
    state.busy -= deliveries.length;
    void giveBack(deliveries).then(() => wakeShards([state.shard, lane.webhook.shard]));
  }

  async #send(
    state: ShardState,
    lane: Lane,
    delivery: ClaimedDelivery,
    profiles: ReadonlyMap<string, Profile>,
  ): Promise<void> {
    let outcome: AttemptOutcome | undefined;
    try {
      const profile = profiles.get(delivery.profileId);
      if (!profile) throw new Error(`Event ${delivery.eventId} has no profile.`);
      outcome = await makeAttempt(delivery, lane.webhook, profile);
      const written = this.#recorder.add(outcome);
      // The next in order may only go once this one's fate is written; and after a failure, only once it is known
      // whether the webhook has to wait.
      if (lane.webhook.ordered || outcome.errorCode !== null) await written;
    } finally {
      state.busy--;
      const verdict = laneVerdict(outcome);
      lane.finished(delivery.token, performance.now(), verdict);
      // What waits behind a receiver that hangs is better claimed anew, when its webhook's turn comes.
      if (verdict === "hung") this.#giveBackFrom(state, lane, lane.queue.splice(0));
      this.#pump(state, lane, profiles);
      if (state.busy <= state.tellAt) state.signal.set();
      if (!state.isServed && outcome) await this.#wakeAfter(state, outcome);
    }
  }
}

/** Gives back what was not begun. If that fails, the leases run out and the sweep frees them. */
async function giveBack(deliveries: readonly ClaimedDelivery[]): Promise<void> {
  await releaseClaims(deliveries.map(({ token }) => token)).catch((error: unknown) =>
    log().error({ err: error }, "could not give back claims"),
  );
}

const holder = globalThis as { posthornDispatcher?: Dispatcher };

/** The one dispatcher of this process. */
export function dispatcher(): Dispatcher {
  holder.posthornDispatcher ??= new Dispatcher();
  return holder.posthornDispatcher;
}
