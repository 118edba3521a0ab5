"use client";

import { useState } from "react";
import { answerText } from "#components/inspector/answer-text";
import { Field } from "#components/ui/field";
import { Radio, RadioGroup } from "#components/ui/radio";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { InboxAnswer, InboxAnswerInput } from "#lib/inbox/answer";
import type { InboxView } from "#lib/inbox/inbox-view";

const PRESETS = [
  { value: "200", label: "200", text: "OK: delivered" },
  { value: "400", label: "400", text: "Rejected: retried" },
  { value: "410", label: "410", text: "Gone: disables the webhook" },
  { value: "429", label: "429", text: "Slow down: retried later" },
  { value: "500", label: "500", text: "Error: retried" },
  { value: "hang", label: "Never", text: "No answer: times out" },
];

const DELAYS = [
  { value: "0", label: "At once" },
  { value: "1000", label: "After 1 second" },
  { value: "5000", label: "After 5 seconds" },
  { value: "20000", label: "After 20 seconds" },
  { value: "60000", label: "After 60 seconds" },
];

/** The script of an inbox. Every change applies to the next request. */
export function AnswerControls({
  initial,
  configure,
}: {
  initial: InboxAnswer;
  configure: ((answer: InboxAnswerInput) => Promise<ActionResult<InboxView>>) | null;
}) {
  const [answer, setAnswer] = useState(initial);
  if (!configure) return <p className="panel p-4 text-ink-soft">This inbox {answerText(answer)}.</p>;

  async function apply(next: InboxAnswer) {
    const before = answer;
    setAnswer(next);
    const result = await configure?.(next).catch(() => null);
    if (result?.ok) return;
    setAnswer(before);
    toast.error("Not changed", result?.message ?? "The server could not be reached. Try again.");
  }

  const known = PRESETS.some((preset) => preset.value === String(answer.status));
  const presets = known
    ? PRESETS
    : [{ value: String(answer.status), label: String(answer.status), text: "Set through the API" }, ...PRESETS];
  return (
    <div className="panel grid gap-4 p-4">
      <RadioGroup
        aria-labelledby="answer"
        className="grid gap-1.5"
        value={answer.hang ? "hang" : String(answer.status)}
        onValueChange={(value) =>
          apply(value === "hang" ? { ...answer, hang: true } : { ...answer, hang: false, status: Number(value) })
        }
      >
        {presets.map(({ value, label, text }) => (
          <label
            key={value}
            className="flex items-center gap-2.5 rounded-md border border-line px-2.5 py-1.5 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
          >
            <Radio value={value} />
            <span className="w-11 font-mono text-xs font-medium">{label}</span>
            <span className="text-xs text-ink-soft">{text}</span>
          </label>
        ))}
      </RadioGroup>
      <Field label="When" hint="Applies from the next request on.">
        <Select
          options={delaysWith(answer.delayMs)}
          value={String(answer.delayMs)}
          onValueChange={(value) => apply({ ...answer, delayMs: Number(value) })}
        />
      </Field>
    </div>
  );
}

/** The choices, and what the API may have set beside them. */
function delaysWith(delayMs: number) {
  const known = DELAYS.some((delay) => delay.value === String(delayMs));
  return known ? DELAYS : [...DELAYS, { value: String(delayMs), label: `After ${delayMs / 1000} seconds` }];
}
