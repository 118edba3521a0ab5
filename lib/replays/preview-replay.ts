import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { idTime } from "#lib/ids";
import { replayTarget } from "#lib/replays/open-replay";
import { PREVIEW_MAX } from "#lib/replays/replay-options";
import { ReplayInput } from "#lib/replays/replay-schema";
import { countScope, newestInScope, resolveScope } from "#lib/replays/replay-scope";

/** What a replay would send. */
export interface ReplayPreview {
  /** At most 10,000. */
  count: number;
  /** Whether there are more than counted. */
  more: boolean;
  /** When the oldest and the newest delivery (or missing event) were created. */
  oldest: string | null;
  newest: string | null;
}

/**
 * Counts what `startReplay` with the same arguments would send, and changes nothing.
 *
 * @param webhookId null for all active webhooks of the workspace
 */
export async function previewReplay(
  ctx: WorkspaceContext,
  webhookId: string | null,
  input: ReplayInput,
): Promise<ReplayPreview> {
  requirePermission(ctx, "deliveries:replay");
  const request = parseInput(ReplayInput, input);
  const target = await replayTarget(db(), ctx, webhookId, request.kind);
  const scope = await resolveScope(db(), ctx, request);
  const { count, oldest, newest } = await countScope(db(), scope, target, PREVIEW_MAX + 1);
  const more = count > PREVIEW_MAX;
  const last = more ? await newestInScope(db(), scope, target) : newest;
  return {
    count: Math.min(count, PREVIEW_MAX),
    more,
    oldest: oldest && new Date(idTime(oldest)).toISOString(),
    newest: last && new Date(idTime(last)).toISOString(),
  };
}
