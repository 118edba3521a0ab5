import "server-only";
import type { Pool } from "pg";

/** An event as the SDK posts it. */
interface SentEvent {
  id?: string;
  name: string;
  ts: number;
  data: unknown;
}

/**
 * Stores events and starts a run of every function they trigger, in one statement.
 *
 * @param body the JSON array the SDK posts to the event API
 * @param idSeed makes the ids of events without one; the SDK sends the same seed again when it repeats a request, so
 *   that a repetition is dropped like any event whose id was seen in the last 24 hours
 * @returns the events' ids
 * @throws when the database cannot be reached or no worker has registered functions yet
 */
export async function sendEvents(pool: Pool, body: string, idSeed: string): Promise<string[]> {
  const events = (JSON.parse(body) as SentEvent[]).map((event, index) => ({
    ...event,
    id: event.id || `${idSeed}:${index}`,
  }));
  const ids = events.map((event) => event.id);
  await pool.query({
    name: "posthorn_engine_send_events",
    text: "SELECT posthorn_engine.send_events($1, $2, $3, $4)",
    values: [
      ids,
      events.map(({ name }) => name),
      events.map(({ ts }) => ts),
      events.map((event) => JSON.stringify(event)),
    ],
  });
  return ids;
}
