/** Runs once when the web process starts (Next.js calls it). */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { connectWakes } = await import("#inngest/wake-sender");
  const { guardRequests } = await import("#lib/http/guard-requests");
  const { publish } = await import("#lib/events/publish-route");
  const { usesExternalInngest } = await import("#lib/config");
  // While developing, Next.js brings the newest code to its own routes only.
  guardRequests(new Map(process.env.NODE_ENV === "production" ? [["POST /api/v1/events", publish]] : []));
  connectWakes();
  // With the embedded engine the worker process runs the functions and sweeps.
  if (!usesExternalInngest()) return;
  const { serveExternalInngest } = await import("#inngest/serve-external");
  await serveExternalInngest();
}
