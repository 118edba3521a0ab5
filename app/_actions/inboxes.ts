"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import type { InboxAnswerInput } from "#lib/inbox/answer";
import { clearInbox } from "#lib/inbox/clear-inbox";
import { configureInbox } from "#lib/inbox/configure-inbox";
import { createInbox } from "#lib/inbox/create-inbox";
import type { InboxView } from "#lib/inbox/inbox-view";

const Id = z.string().max(64);

export async function createInboxAction(workspace: string, name: string): Promise<ActionResult<InboxView>> {
  return inWorkspace(workspace, (ctx) => createInbox(ctx, { name }));
}

export async function configureInboxAction(
  workspace: string,
  id: string,
  answer: InboxAnswerInput,
): Promise<ActionResult<InboxView>> {
  return inWorkspace(workspace, (ctx) => configureInbox(ctx, Id.parse(id), answer));
}

export async function clearInboxAction(workspace: string, id: string): Promise<ActionResult<void>> {
  return changeWorkspace(workspace, (ctx) => clearInbox(ctx, Id.parse(id)));
}
