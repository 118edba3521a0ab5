import { publicId } from "#lib/ids";
import { InboxAnswer } from "#lib/inbox/answer";
import type { Inbox } from "#prisma/client";

/** An inbox as the Inspector shows it. */
export interface InboxView {
  id: string;
  name: string;
  token: string;
  /** Where to send to. */
  url: string;
  answer: InboxAnswer;
  createdAt: string;
}

/** @param baseUrl this instance's public URL */
export function inboxView(row: Inbox, baseUrl: string): InboxView {
  return {
    id: publicId("inbox", row.id),
    name: row.name,
    token: row.token,
    url: inboxUrl(baseUrl, row.token),
    answer: InboxAnswer.parse(row.answer),
    createdAt: row.createdAt.toISOString(),
  };
}

/** The address of an inbox. */
export function inboxUrl(baseUrl: string, token: string): string {
  return `${baseUrl.replace(/\/$/, "")}/inbox/${token}`;
}
