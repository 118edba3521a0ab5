import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { config } from "#lib/config";
import { sendNotificationMails } from "#lib/notifications/send-notification-mails";

/** Every minute, mails what is new to owners and admins, where a mail server is configured. */
export const mailNotifications = inngest.createFunction(
  { id: "mail-notifications", name: "Mail notifications", triggers: [cron("* * * * *")], retries: 0 },
  async ({ step }) => (config().mail ? { sent: await step.run("send", sendNotificationMails) } : { sent: 0 }),
);
