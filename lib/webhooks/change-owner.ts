import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { parseId } from "#lib/ids";
import { may, roleAtLeast } from "#lib/permissions/permissions";
import { lockWebhook, viewWebhook } from "#lib/webhooks/find-webhook";
import { WEBHOOK_VIEW, type WebhookView } from "#lib/webhooks/webhook-view";

export const OwnerInput = z
  .strictObject({ owner: z.string("must be text").max(64).meta({ description: "The user id of a member." }) })
  .meta({ id: "OwnerInput" });
export type OwnerInput = z.input<typeof OwnerInput>;

/**
 * Gives a webhook another owner: from the next event on it receives what they may see. Nobody hands a webhook to a higher
 * role than their own, since it would then bring them events that they may not see.
 *
 * @throws {AppError} `not_found`, `forbidden`, `invalid_input`
 */
export async function changeOwner(ctx: WorkspaceContext, id: string, input: OwnerInput): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:assign");
  const { owner } = parseInput(OwnerInput, input);
  return db().$transaction(async (tx) => {
    const before = await lockWebhook(tx, ctx, id);
    const userId = parseId("user", owner);
    const members = await tx.member.findMany({
      where: { workspaceId: ctx.workspace.id, userId: { in: [userId, before.ownerId].filter((one) => one !== null) } },
      select: { userId: true, role: true, user: { select: { name: true } } },
    });
    const next = members.find((member) => member.userId === userId);
    if (!next) throw invalidInput([{ path: "owner", message: "There is no such member." }]);
    if (!may(next.role, "webhooks:write")) {
      throw invalidInput([{ path: "owner", message: `A ${next.role} can't own webhooks.` }]);
    }
    if (!roleAtLeast(ctx.role, next.role)) {
      throw new AppError("forbidden", `Only ${article(next.role)} can hand a webhook to ${article(next.role)}.`);
    }
    const after = await tx.webhook.update({
      where: { id: before.id, workspaceId: ctx.workspace.id },
      data: { ownerId: next.userId, version: { increment: 1 } },
      select: WEBHOOK_VIEW,
    });
    await recordAudit(tx, ctx, {
      action: "webhook.owner_changed",
      target: { type: "webhook", id, name: before.name },
      before: { owner: members.find((member) => member.userId === before.ownerId)?.user.name ?? null },
      after: { owner: next.user.name },
    });
    return viewWebhook(tx, ctx, after);
  });
}

const article = (role: string) => (/^[ao]/.test(role) ? `an ${role}` : `a ${role}`);
