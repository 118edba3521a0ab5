"use client";

import { useState } from "react";
import { errorAt, type PartProps } from "#components/operator/products/editor-types";
import { Field, FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { advancedErrors, type RetryKind, retryInput, retryValues } from "#components/webhooks/advanced-values";
import { RetryPreview } from "#components/webhooks/retry-preview";

const KINDS = [
  { value: "list", label: "A list of delays" },
  { value: "exponential", label: "Exponential" },
];
const EXPONENTIAL = [
  ["first", "First delay"],
  ["factor", "Factor"],
  ["cap", "Longest delay"],
  ["window", "Give up after"],
] as const;

/** When a failed delivery is tried again. What is typed is kept here: a half-typed duration is no schedule. */
export function RetryEditor({ profile, change, errors }: PartProps) {
  const [values, setValues] = useState(() => retryValues(profile.retry));
  const [unreadable] = advancedErrors({ retrySchedule: values });
  const error = unreadable?.message ?? errorAt(errors, "retry", true);

  function set(patch: Partial<typeof values>) {
    const next = { ...values, ...patch };
    setValues(next);
    const retry = retryInput(next);
    if (retry) change({ retry });
  }

  return (
    <div className="grid gap-3">
      <Field label="Delays" className="max-w-xs">
        <Select options={KINDS} value={values.kind} onValueChange={(kind) => set({ kind: kind as RetryKind })} />
      </Field>
      {values.kind === "list" ? (
        <Field
          label="Before the second attempt, the third and so on"
          hint="Such as 5s, 5m, 2h, 1d. Each varies by 10 %. Empty: no retries."
          error={error}
        >
          <Input autoComplete="off" value={values.delays} onChange={(event) => set({ delays: event.target.value })} />
        </Field>
      ) : (
        <div className="grid gap-2">
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            {EXPONENTIAL.map(([name, label]) => (
              <Field key={name} label={label}>
                <Input
                  autoComplete="off"
                  value={values[name]}
                  onChange={(event) => set({ [name]: event.target.value })}
                />
              </Field>
            ))}
          </div>
          <FieldError message={error} />
        </div>
      )}
      <RetryPreview schedule={profile.retry} />
    </div>
  );
}
