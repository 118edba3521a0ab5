import { connection } from "next/server";
import { collectMetrics } from "#lib/metrics/collect-metrics";

/** For Prometheus. Counts only: nothing here names a workspace. */
export async function GET(): Promise<Response> {
  await connection();
  const { text, contentType } = await collectMetrics();
  return new Response(text, { headers: { "content-type": contentType } });
}
