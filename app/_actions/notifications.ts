"use server";

import { inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { readNotifications } from "#lib/notifications/read-notifications";

export async function readNotificationsAction(workspace: string): Promise<ActionResult<void>> {
  return inWorkspace(workspace, readNotifications);
}
