import { connection } from "next/server";
import { readiness } from "#lib/health/readiness";

/** Whether this process can do its work, and what somebody should look at although it can. */
export async function GET() {
  await connection();
  const answer = await readiness();
  return Response.json(answer, { status: answer.status === "unavailable" ? 503 : 200 });
}
