import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { config } from "#lib/config";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";
import { InboxAnswer, type InboxAnswerInput } from "#lib/inbox/answer";
import { findInbox } from "#lib/inbox/find-inbox";
import { type InboxView, inboxView } from "#lib/inbox/inbox-view";

/** Sets how an inbox answers from now on. A sequence begins anew. */
export async function configureInbox(ctx: WorkspaceContext, id: string, answer: InboxAnswerInput): Promise<InboxView> {
  requirePermission(ctx, "inboxes:write");
  const next = parseInput(InboxAnswer, answer);
  // JSON has no undefined.
  const stored = JSON.parse(JSON.stringify(next));
  return db().$transaction(async (tx) => {
    const before = await findInbox(tx, ctx, id);
    const row = await tx.inbox.update({
      where: { id: before.id, workspaceId: ctx.workspace.id },
      data: { answer: stored, served: 0 },
    });
    await recordAudit(tx, ctx, {
      action: "inbox.configured",
      target: { type: "inbox", id: publicId("inbox", row.id), name: row.name },
      before: { answer: before.answer },
      after: { answer: stored },
    });
    return inboxView(row, config().url);
  });
}
