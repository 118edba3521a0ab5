/** Runs once when the web process starts (Next.js calls it). */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { connectWakes } = await import("#inngest/wake-sender");
  const { guardRequests } = await import("#lib/http/guard-requests");
  const { usesExternalInngest } = await import("#lib/config");
  guardRequests();
  connectWakes();
  // With the embedded engine the worker process runs the functions and sweeps.
  if (!usesExternalInngest()) return;
  const { serveExternalInngest } = await import("#inngest/serve-external");
  await serveExternalInngest();
}
