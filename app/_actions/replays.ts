"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import { requestReplay } from "#inngest/request-replay";
import type { ActionResult } from "#lib/actions/action-result";
import { cancelReplay } from "#lib/replays/cancel-replay";
import { previewReplay, type ReplayPreview } from "#lib/replays/preview-replay";
import type { ReplayInput } from "#lib/replays/replay-schema";
import type { ReplayView } from "#lib/replays/replay-view";
import { startReplay } from "#lib/replays/start-replay";

// The domain parses the input; ids are parsed here.
const Id = z.string().max(64);

export async function previewReplayAction(
  workspace: string,
  webhookId: string | null,
  input: ReplayInput,
): Promise<ActionResult<ReplayPreview>> {
  return inWorkspace(workspace, (ctx) => previewReplay(ctx, Id.nullable().parse(webhookId), input));
}

export async function startReplayAction(
  workspace: string,
  webhookId: string | null,
  input: ReplayInput,
): Promise<ActionResult<ReplayView>> {
  return changeWorkspace(workspace, async (ctx) =>
    requestReplay(await startReplay(ctx, Id.nullable().parse(webhookId), input)),
  );
}

export async function cancelReplayAction(workspace: string, id: string): Promise<ActionResult<ReplayView>> {
  return changeWorkspace(workspace, (ctx) => cancelReplay(ctx, Id.parse(id)));
}
