import "server-only";
import { cancelReplayAction, previewReplayAction, startReplayAction } from "#app/_actions/replays";
import type { ReplayActions } from "#components/replays/replay-form";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { listReplays } from "#lib/replays/list-replays";

/** The actions on bulk replays, bound to a workspace; null for readers who may only look. */
export function replayActions(ctx: WorkspaceContext): ReplayActions | null {
  if (!isAllowed(ctx, "deliveries:replay")) return null;
  const { slug } = ctx.workspace;
  return {
    preview: previewReplayAction.bind(null, slug),
    start: startReplayAction.bind(null, slug),
    cancel: cancelReplayAction.bind(null, slug),
  };
}

/** What ReplayProgress shows: the replays that run now; of one webhook, where the page is about one. */
export async function loadReplays(ctx: WorkspaceContext, webhookId?: string) {
  const { data } = await listReplays(ctx, webhookId);
  const cancel = replayActions(ctx)?.cancel ?? null;
  // The key: what a new start has rendered begins afresh.
  return { key: data.map(({ id }) => id).join(), workspace: ctx.workspace.slug, webhookId, initial: data, cancel };
}
