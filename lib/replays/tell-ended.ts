import "server-only";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import type { NotificationKind } from "#lib/notifications/notification-view";
import { formatNumber, plural } from "#lib/text/plural";
import type { Replay } from "#prisma/client";

/**
 * Tells the workspace of a bulk replay that it has come to its end, or why it ended early. Not of one that a person
 * canceled: they know.
 *
 * @param replay as it is now, in the transaction that ended it
 */
export async function tellEnded(tx: Transaction, replay: Replay): Promise<void> {
  const webhook =
    replay.webhookId === null
      ? null
      : await tx.webhook.findUnique({ where: { id: replay.webhookId }, select: { name: true } });
  const kind: NotificationKind = replay.status === "succeeded" ? "replay.done" : "replay.stopped";
  await tx.notification.create({
    data: {
      id: newId(),
      workspaceId: replay.workspaceId,
      kind,
      webhookId: replay.webhookId,
      replayId: replay.id,
      subject: webhook?.name ?? "",
      text: endText(replay, webhook ? `“${webhook.name}”` : "all webhooks"),
    },
  });
}

function endText({ status, replayed, total, counted, error }: Replay, whose: string): string {
  if (status === "succeeded") {
    return `The replay of ${whose} is done: ${plural(replayed, "delivery was", "deliveries were")} sent again.`;
  }
  const of = `${formatNumber(replayed)} of ${formatNumber(total)}${counted ? "" : "+"} deliveries`;
  return `The replay of ${whose} stopped after ${of}. ${error ?? ""}`.trim();
}
