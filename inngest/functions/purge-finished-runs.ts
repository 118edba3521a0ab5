import "server-only";
import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { enginePool } from "#inngest/embedded/pool";
import { purgeRuns } from "#inngest/embedded/purge-runs";
import { usesExternalInngest } from "#lib/config";

const KEEP_MS = 3 * 86_400_000;

/** Every hour, forgets the embedded engine's runs that finished more than three days ago. A real Inngest keeps its own. */
export const purgeFinishedRuns = inngest.createFunction(
  { id: "purge-finished-runs", name: "Purge finished runs", triggers: [cron("7 * * * *")], retries: 1 },
  async () => {
    if (usesExternalInngest()) return { purged: 0 };
    return { purged: await purgeRuns(enginePool(), new Date(Date.now() - KEEP_MS)) };
  },
);
