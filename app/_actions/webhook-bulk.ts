"use server";

import { z } from "zod";
import { changeWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { AppError } from "#lib/errors/app-error";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";

const Ids = z.array(z.string().max(64)).min(1).max(100);

export async function pauseWebhooksAction(workspace: string, ids: string[]): Promise<ActionResult<BulkResult>> {
  return changeWorkspace(workspace, (ctx) => forEach(ctx, ids, pauseWebhook));
}

export async function resumeWebhooksAction(
  workspace: string,
  ids: string[],
  sendHeld: boolean,
): Promise<ActionResult<BulkResult>> {
  return changeWorkspace(workspace, (ctx) => forEach(ctx, ids, (own, id) => resumeWebhook(own, id, { sendHeld })));
}

export async function deleteWebhooksAction(workspace: string, ids: string[]): Promise<ActionResult<BulkResult>> {
  return changeWorkspace(workspace, (ctx) => forEach(ctx, ids, deleteWebhook));
}

interface BulkResult {
  done: number;
  /** Why others were not, a sentence each. */
  refused: string[];
}

/** One that is refused does not keep the others from it. */
async function forEach(
  ctx: WorkspaceContext,
  ids: string[],
  change: (ctx: WorkspaceContext, id: string) => Promise<unknown>,
): Promise<BulkResult> {
  requirePermission(ctx, "webhooks:write");
  const refused: string[] = [];
  const chosen = Ids.parse(ids);
  for (const id of chosen) {
    await change(ctx, id).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      refused.push(error.message);
    });
  }
  return { done: chosen.length - refused.length, refused };
}
