"use client";

import { type Control, Controller, type FieldErrors, type UseFormRegister, useWatch } from "react-hook-form";
import { Field, FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { type RetryKind, retryInput } from "#components/webhooks/advanced-values";
import type { WebhookFormValues } from "#components/webhooks/form-values";
import { RetryPreview } from "#components/webhooks/retry-preview";
import type { RetrySchedule } from "#lib/profiles/profile-schema";

const KINDS: { value: RetryKind; label: string }[] = [
  { value: "default", label: "As the product sets them" },
  { value: "list", label: "A list of delays" },
  { value: "exponential", label: "Exponential" },
];

const EXPONENTIAL = [
  ["first", "First delay"],
  ["factor", "Factor"],
  ["cap", "Longest delay"],
  ["window", "Give up after"],
] as const;

/** When a failed delivery is tried again. Durations are written as 30s, 5m, 2h or 1d. */
export function RetryFields({
  control,
  register,
  errors,
  defaultRetry,
}: {
  control: Control<WebhookFormValues>;
  register: UseFormRegister<WebhookFormValues>;
  errors: FieldErrors<WebhookFormValues>;
  /** The product's own schedule. */
  defaultRetry: RetrySchedule;
}) {
  const values = useWatch({ control, name: "retrySchedule" });
  const { kind } = values;
  const error = errors.retrySchedule?.message;
  return (
    <div className="grid gap-3 sm:col-span-2">
      <Controller
        control={control}
        name="retrySchedule.kind"
        render={({ field }) => (
          <Field label="Retries" className="sm:w-1/2 sm:pr-2.5">
            <Select options={KINDS} value={field.value} onValueChange={field.onChange} />
          </Field>
        )}
      />
      {kind === "list" && (
        <Field
          label="Delays"
          hint="Before the second attempt, the third and so on, such as 5s, 5m, 2h, 1d. Each varies by 10 %. Empty: no retries."
          error={error}
        >
          <Input autoComplete="off" {...register("retrySchedule.delays")} />
        </Field>
      )}
      {kind === "exponential" && (
        <div className="grid gap-2">
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
            {EXPONENTIAL.map(([name, label]) => (
              <Field key={name} label={label}>
                <Input autoComplete="off" {...register(`retrySchedule.${name}`)} />
              </Field>
            ))}
          </div>
          <FieldError message={error} />
          <p className="text-xs text-ink-muted">Each delay is the one before times the factor, and varies by 10 %.</p>
        </div>
      )}
      <RetryPreview schedule={retryInput(values) ?? defaultRetry} />
    </div>
  );
}
