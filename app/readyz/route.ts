import { connection } from "next/server";
import { isDatabaseReady } from "#lib/database/is-database-ready";

/** Whether this process can do its work: the database answers and has our tables. */
export async function GET() {
  await connection();
  const isReady = await isDatabaseReady();
  return Response.json({ status: isReady ? "ready" : "unavailable" }, { status: isReady ? 200 : 503 });
}
