import type { AnswerStep, InboxAnswer } from "#lib/inbox/answer";

/** How an inbox answers, in a few words. */
export function answerText({ sequence = [], ...last }: InboxAnswer): string {
  const steps = sequence.map(stepText);
  if (steps.length === 0) return last.hang ? "never answers" : `answers ${stepText(last)}`;
  return `answers ${steps.join(", ")}, then ${stepText(last)}`;
}

function stepText({ hang, status, delayMs }: AnswerStep): string {
  if (hang) return "never";
  return delayMs > 0 ? `${status} after ${delayMs / 1000} s` : String(status);
}
