import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { parseId } from "#lib/ids";
import { REPLAY_STATUSES } from "#lib/replays/replay-options";
import { type ReplayView, replayView } from "#lib/replays/replay-view";

export const ReplayFilters = z.strictObject({
  ...PageInput,
  webhook: z.string().max(64).optional().meta({ description: "Only replays of this webhook alone, by its id." }),
  status: z.enum(REPLAY_STATUSES).optional(),
});
export type ReplayFilters = z.input<typeof ReplayFilters>;

/** Every replay of the workspace, newest first. A filter that names an unknown webhook matches nothing. */
export async function pageReplays(ctx: WorkspaceContext, filters: ReplayFilters = {}): Promise<Page<ReplayView>> {
  requirePermission(ctx, "deliveries:read");
  const { webhook, status, ...position } = parseInput(ReplayFilters, filters);
  const webhookId = webhook === undefined ? undefined : parseId("webhook", webhook);
  if (webhookId === null) return { data: [], nextCursor: null, previousCursor: null };
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().replay.findMany({
      where: { workspaceId: ctx.workspace.id, id, ...(webhookId && { webhookId }), ...(status && { status }) },
      orderBy,
      take,
    }),
  );
  return mapPage(page, replayView);
}
