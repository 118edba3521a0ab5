/** Runs once when the web process starts (Next.js calls it). */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { connectWakes } = await import("#inngest/wake-sender");
  const { prepareShards, startSweepLoop } = await import("#lib/dispatch/sweep");
  const { usesExternalInngest } = await import("#lib/config");
  connectWakes();
  // With the embedded engine the worker does both.
  if (!usesExternalInngest()) return;
  await prepareShards();
  startSweepLoop();
}
