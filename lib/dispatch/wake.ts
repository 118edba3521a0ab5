import "server-only";
import { db } from "#lib/database/client";
import { NO_SYNC } from "#lib/database/no-sync";
import { acrossWorkspaces } from "#lib/database/scope";
import { log } from "#lib/log";

/** A wake to hand to Inngest: which shard, and the generation that makes its event id new. */
export interface Wake {
  shard: number;
  generation: string;
  /** When it shall arrive; at once if absent. */
  at?: Date;
}

/** Hands wakes to Inngest. Set by inngest/wake-sender.ts, because lib does not know Inngest. */
export type WakeSender = (wakes: Wake[]) => Promise<void>;

export const WAKE_CHANNEL = "posthorn_wake";

/** A wake that nobody has followed up for this long is sent again. */
const STALE_WAKE_SECONDS = 10;

/** On globalThis, because Next.js may load this module once per route bundle. */
const state = globalThis as {
  posthornWakes?: { sender?: WakeSender; wanted: Set<number>; running: Promise<void> | null };
};
function wakes() {
  state.posthornWakes ??= { wanted: new Set(), running: null };
  return state.posthornWakes;
}

export function setWakeSender(sender: WakeSender): void {
  wakes().sender = sender;
}

/**
 * Says that these shards have due deliveries. Call it after the commit that made them due.
 *
 * Calls that come while one is under way are answered together by the next, so ten thousand events make a handful of
 * statements; and a shard that is being drained, or whose wake is still on its way, gets no second event. If the
 * process dies before this is done, the sweep finds the shard within 15 s, so callers need not await it. For the same
 * reason it never fails: what it could not do is logged, and left to the sweep.
 */
export function wakeShards(shards: Iterable<number>): Promise<void> {
  const queue = wakes();
  for (const shard of shards) queue.wanted.add(shard);
  if (queue.wanted.size === 0) return queue.running ?? Promise.resolve();
  // One for all who call meanwhile, whatever their workspaces.
  queue.running ??= acrossWorkspaces(flush)
    .catch((error: unknown) => log().warn({ err: error }, "waking dispatchers failed; the sweep will do it"))
    .finally(() => {
      queue.running = null;
    });
  return queue.running;
}

async function flush(): Promise<void> {
  const queue = wakes();
  while (queue.wanted.size > 0) {
    const shards = [...queue.wanted];
    queue.wanted.clear();
    await sendWakes(await markWanted(shards));
  }
}

/**
 * Marks shards wanted and tells their running dispatchers by NOTIFY. Returns the wakes that Inngest must be sent: of
 * the shards that nobody drains and that have no fresh wake on its way.
 */
async function markWanted(shards: number[]): Promise<Wake[]> {
  const rows = await db().$queryRaw<{ id: number; generation: bigint | null; needs_event: boolean | null }[]>`
    /* prepared: wake */
    WITH state AS (
      SELECT id,
             running_until > now() AS running,
             coalesce(running_until, 'epoch') <= now()
               AND (NOT wanted OR coalesce(woken_at, 'epoch') < now() - make_interval(secs => ${STALE_WAKE_SECONDS}))
               AS needs_event
        FROM shard WHERE id = ANY(${shards}::smallint[]) ORDER BY id FOR UPDATE
    ), marked AS (
      UPDATE shard s
         SET wanted = true,
             generation = s.generation + state.needs_event::int,
             woken_at = CASE WHEN state.needs_event THEN now() ELSE s.woken_at END
        FROM state
       WHERE s.id = state.id AND (state.needs_event OR NOT s.wanted)
      RETURNING s.id, s.generation, state.needs_event
    )
    SELECT state.id, marked.generation, marked.needs_event,
           CASE WHEN state.running THEN pg_notify(${WAKE_CHANNEL}, state.id::text)::text END AS told
      FROM state LEFT JOIN marked ON marked.id = state.id
     WHERE ${NO_SYNC}`;
  return rows.filter((row) => row.needs_event).map((row) => ({ shard: row.id, generation: String(row.generation) }));
}

/** Hands wakes to Inngest. */
export async function sendWakes(list: Wake[]): Promise<void> {
  if (list.length === 0) return;
  const { sender } = wakes();
  if (!sender) throw new Error("No wake sender is set: call setWakeSender at start.");
  await sender(list);
}
