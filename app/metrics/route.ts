import { connection } from "next/server";
import { engineMetrics } from "#inngest/status/engine-metrics";
import { collectMetrics } from "#lib/metrics/collect-metrics";

/** For Prometheus. Counts only: nothing here names a workspace. */
export async function GET(): Promise<Response> {
  await connection();
  const [{ text, contentType }, engine] = await Promise.all([collectMetrics(), engineMetrics()]);
  return new Response(text + engine, { headers: { "content-type": contentType } });
}
