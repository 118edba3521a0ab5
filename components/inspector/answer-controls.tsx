"use client";

import { useState } from "react";
import { ANSWERS, delaysWith } from "#components/inspector/answer-choices";
import { answerText } from "#components/inspector/answer-text";
import { SequenceEditor } from "#components/inspector/sequence-editor";
import { Field } from "#components/ui/field";
import { Radio, RadioGroup } from "#components/ui/radio";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { InboxAnswer, InboxAnswerInput } from "#lib/inbox/answer";
import type { InboxView } from "#lib/inbox/inbox-view";

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

  const known = ANSWERS.some((preset) => preset.value === String(answer.status));
  const presets = known
    ? ANSWERS
    : [{ value: String(answer.status), label: String(answer.status), text: "Set through the API" }, ...ANSWERS];
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
      <Field label="When">
        <Select
          options={delaysWith(answer.delayMs)}
          value={String(answer.delayMs)}
          onValueChange={(value) => apply({ ...answer, delayMs: Number(value) })}
        />
      </Field>
      <SequenceEditor steps={answer.sequence ?? []} onChange={(sequence) => apply({ ...answer, sequence })} />
      <p className="text-xs text-ink-muted">Applies from the next request on.</p>
    </div>
  );
}
