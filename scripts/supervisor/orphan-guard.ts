// Loaded first in every child. When the supervisor is killed outright, its children end too: each drains as on SIGTERM,
// and the worker, which needs the database longest, takes the embedded one with it.
const GRACE_MS = 10_000;

process.channel?.unref();
process.once("disconnect", () => {
  const databasePid = Number(process.env.POSTHORN_STOP_ON_ORPHAN ?? 0);
  if (databasePid > 0) process.once("exit", () => stop(databasePid));
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, "SIGTERM");
});

function stop(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // A new start has stopped it before us.
  }
}
