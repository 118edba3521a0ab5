import "server-only";
import { config } from "#lib/config";
import { db, type Transaction } from "#lib/database/client";
import { log } from "#lib/log";
import { type MailServer, openMailServer } from "#lib/mail/mail-server";
import { notificationPath } from "#lib/notifications/notification-path";
import { type NotificationKind, notificationView } from "#lib/notifications/notification-view";
import type { Notification } from "#prisma/client";

/** What could not be sent within this is no longer news. */
const PATIENCE_MS = 24 * 3_600_000;
const BATCH = 100;
const TRANSACTION_MS = 60_000;

/** Not about replays: somebody began them, and nobody else has to act. */
type MailedKind = Exclude<NotificationKind, `replay.${string}`>;

const SUBJECTS: Record<MailedKind, (name: string) => string> = {
  "webhook.failing": (name) => `Webhook “${name}” keeps failing`,
  "webhook.disabled": (name) => `Webhook “${name}” was disabled`,
  "webhook.resumed": (name) => `Webhook “${name}” works again`,
  "key.expiring": (name) => `API key “${name}” is about to expire`,
};

/**
 * Mails what is new to the owners and admins of its workspace, one mail per notification. Each is marked in the
 * transaction that sends it, so one mail goes out however many processes do this; a mail server that fails is tried
 * again at the next call, for a day. Does nothing without `POSTHORN_SMTP_URL`.
 *
 * @returns how many went out
 */
export async function sendNotificationMails(): Promise<number> {
  const settings = config().mail;
  if (!settings) return 0;
  const server = openMailServer(settings);
  const waiting = await db().notification.findMany({
    where: {
      emailedAt: null,
      kind: { in: Object.keys(SUBJECTS) },
      createdAt: { gt: new Date(Date.now() - PATIENCE_MS) },
    },
    orderBy: { createdAt: "asc" },
    take: BATCH,
    select: { id: true },
  });
  let sent = 0;
  try {
    for (const { id } of waiting) {
      try {
        if (await sendOne(server, id)) sent++;
      } catch (error) {
        log().error({ err: error, notificationId: id }, "a notification could not be mailed");
        // Refused addresses are this mail's own trouble; anything else is the server's.
        if ((error as { code?: string }).code !== "EENVELOPE") break;
      }
    }
  } finally {
    server.close();
  }
  return sent;
}

function sendOne(server: MailServer, id: string): Promise<boolean> {
  return db().$transaction(
    async (tx) => {
      const [free] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM notification WHERE id = ${id}::uuid AND emailed_at IS NULL FOR UPDATE SKIP LOCKED`;
      if (!free) return false;
      const row = await tx.notification.update({ where: { id }, data: { emailedAt: new Date() } });
      const to = await recipients(tx, row.workspaceId);
      if (to.length > 0) await server.send({ to, ...(await mailOf(tx, row)) });
      return true;
    },
    { timeout: TRANSACTION_MS },
  );
}

async function recipients(tx: Transaction, workspaceId: string): Promise<string[]> {
  const members = await tx.member.findMany({
    where: { workspaceId, role: { in: ["owner", "admin"] } },
    select: { user: { select: { email: true } } },
  });
  return members.map(({ user }) => user.email);
}

async function mailOf(tx: Transaction, row: Notification) {
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: row.workspaceId } });
  const view = notificationView(row, null);
  const page = new URL(notificationPath(workspace.slug, view), config().url).toString();
  return {
    messageId: view.id,
    subject: SUBJECTS[row.kind as MailedKind](row.subject),
    text: `${row.text}\n\n${page}\n\nYou get this because you are an owner or admin of ${workspace.name}.\n`,
  };
}
