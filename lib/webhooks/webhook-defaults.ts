import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { currentProfile } from "#lib/profiles/current-profile";
import type { Profile } from "#lib/profiles/profile-schema";

/** What holds for a webhook that does not say otherwise. */
export interface WebhookDefaults {
  allowHttp: boolean;
  timeoutSeconds: number;
  retrySchedule: Profile["retry"];
  signature: Profile["signature"];
}

/** What the profile of the workspace's product says of webhooks, as it is now. */
export async function webhookDefaults(ctx: WorkspaceContext): Promise<WebhookDefaults> {
  requirePermission(ctx, "webhooks:read");
  const { profile } = await currentProfile(db(), ctx.workspace.productId);
  const { allowHttp, timeoutSeconds, retry, signature } = profile;
  return { allowHttp, timeoutSeconds, retrySchedule: retry, signature };
}
