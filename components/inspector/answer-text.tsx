import type { InboxAnswer } from "#lib/inbox/answer";

/** How an inbox answers, in a few words. */
export function answerText(answer: InboxAnswer): string {
  if (answer.hang) return "never answers";
  const delay = answer.delayMs > 0 ? ` after ${answer.delayMs / 1000} s` : "";
  return `answers ${answer.status}${delay}`;
}
