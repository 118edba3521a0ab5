import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { invalidInput } from "#lib/errors/parse-input";
import type { ReplayScope } from "#lib/replays/replay-scope";
import { findWebhook } from "#lib/webhooks/find-webhook";

/** Where a replay goes: one webhook, or null for every active one of the workspace. */
export interface ReplayTarget {
  workspaceId: string;
  webhookId: string | null;
  webhookName: string | null;
}

/**
 * The target of a request.
 *
 * @param find `lockWebhook` where two requests at once must see each other's replay
 * @throws {AppError} `conflict` when the webhook isn't active, `invalid_input` for what is missing without a webhook
 */
export async function replayTarget(
  tx: Transaction,
  ctx: WorkspaceContext,
  webhookId: string | null,
  kind: ReplayScope["kind"],
  find = findWebhook,
): Promise<ReplayTarget> {
  const workspaceId = ctx.workspace.id;
  if (webhookId === null) {
    if (kind === "missing") throw invalidInput([{ path: "webhook", message: "choose the webhook that misses events" }]);
    return { workspaceId, webhookId: null, webhookName: null };
  }
  const webhook = await find(tx, ctx, webhookId);
  if (webhook.status !== "active") {
    throw new AppError("conflict", `This webhook is ${webhook.status}. Resume it to send deliveries again.`);
  }
  return { workspaceId, webhookId: webhook.id, webhookName: webhook.name };
}
