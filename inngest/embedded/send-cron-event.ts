import "server-only";
import type { Pool } from "pg";

/** Starts a run for a time of a function's schedule, once, however many workers see that time come. */
export async function sendCronEvent(pool: Pool, functionId: string, cron: string, at: Date): Promise<void> {
  const id = `cron:${functionId}:${cron}:${at.toISOString()}`;
  const event = { id, name: "inngest/scheduled.timer", ts: at.getTime(), data: { cron } };
  await pool.query("SELECT posthorn_engine.send_events($1, $2, $3, $4, $5)", [
    [id],
    [event.name],
    [event.ts],
    [JSON.stringify(event)],
    functionId,
  ]);
}
