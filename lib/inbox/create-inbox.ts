import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { config } from "#lib/config";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { DEFAULT_ANSWER } from "#lib/inbox/answer";
import { type InboxView, inboxView } from "#lib/inbox/inbox-view";

const MAX_INBOXES = 50;

export const InboxInput = z
  .strictObject({
    name: z.string("must be text").trim().min(1, "is required").max(100, "is longer than 100 characters"),
  })
  .meta({ id: "InboxInput" });
export type InboxInput = z.input<typeof InboxInput>;

/** Makes an inbox, at most 50 per workspace. Its token is the only thing that protects its URL. */
export async function createInbox(ctx: WorkspaceContext, input: InboxInput): Promise<InboxView> {
  requirePermission(ctx, "inboxes:write");
  const { name } = parseInput(InboxInput, input);
  return db().$transaction(async (tx) => {
    if ((await tx.inbox.count({ where: { workspaceId: ctx.workspace.id } })) >= MAX_INBOXES) {
      throw new AppError("conflict", `A workspace has at most ${MAX_INBOXES} inboxes.`);
    }
    const row = await tx.inbox.create({
      data: { id: newId(), workspaceId: ctx.workspace.id, name, token: newInboxToken(), answer: { ...DEFAULT_ANSWER } },
    });
    await recordAudit(tx, ctx, {
      action: "inbox.created",
      target: { type: "inbox", id: publicId("inbox", row.id), name },
    });
    return inboxView(row, config().url);
  });
}

/** 144 random bits. */
function newInboxToken(): string {
  return randomBytes(18).toString("base64url");
}
