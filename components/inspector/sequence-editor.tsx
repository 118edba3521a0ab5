"use client";

import { Plus, X } from "lucide-react";
import { ANSWERS, delaysWith } from "#components/inspector/answer-choices";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";

interface Step {
  status: number;
  delayMs: number;
  hang: boolean;
}

interface Props {
  steps: readonly Step[];
  onChange: (steps: Step[]) => void;
}

/** As many as lib/inbox/answer.ts takes; its schema would bring zod along. */
const MAX_STEPS = 10;
const FIRST: Step = { status: 500, delayMs: 0, hang: false };

/** What the next requests get instead, one after the other. */
export function SequenceEditor({ steps, onChange }: Props) {
  const change = (at: number, next: Partial<Step>) =>
    onChange(steps.map((step, index) => (index === at ? { ...step, ...next } : step)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">Before that, once each</legend>
      <ol className="grid gap-1.5 empty:hidden">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the sequence
          <li key={index} className="grid grid-cols-[5.5rem_minmax(0,1fr)_auto] gap-1.5">
            <Select
              aria-label={`Answer ${index + 1}`}
              options={answersWith(step.status)}
              value={step.hang ? "hang" : String(step.status)}
              onValueChange={(value) =>
                change(index, value === "hang" ? { hang: true } : { hang: false, status: Number(value) })
              }
            />
            <Select
              aria-label={`When answer ${index + 1} is given`}
              options={delaysWith(step.delayMs)}
              value={String(step.delayMs)}
              onValueChange={(value) => change(index, { delayMs: Number(value) })}
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove answer ${index + 1}`}
              onClick={() => onChange(steps.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      {steps.length < MAX_STEPS && (
        <Button size="sm" className="justify-self-start" onClick={() => onChange([...steps, steps.at(-1) ?? FIRST])}>
          <Plus aria-hidden /> Add an answer
        </Button>
      )}
    </fieldset>
  );
}

function answersWith(status: number) {
  const options = ANSWERS.map(({ value, label }) => ({ value, label }));
  const own = String(status);
  return options.some(({ value }) => value === own) ? options : [{ value: own, label: own }, ...options];
}
