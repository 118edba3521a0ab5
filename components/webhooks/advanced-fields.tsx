"use client";

import { ChevronRight } from "lucide-react";
import { type Control, Controller, type FieldErrors, type UseFormRegister } from "react-hook-form";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Switch } from "#components/ui/switch";
import type { WebhookFormValues } from "#components/webhooks/form-values";

/** What most webhooks leave alone. Open at once where something is set or wrong. */
export function AdvancedFields(props: {
  control: Control<WebhookFormValues>;
  register: UseFormRegister<WebhookFormValues>;
  errors: FieldErrors<WebhookFormValues>;
  defaultTimeoutSeconds: number;
  open: boolean;
}) {
  const { register, errors } = props;
  return (
    <details open={props.open || undefined} className="group rounded-lg border border-line">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-lg px-3 py-2.5 font-medium hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 text-ink-muted transition-transform group-open:rotate-90" />
        Advanced
        <span className="font-normal text-ink-muted">Timeout, rate limit, order</span>
      </summary>
      <div className="grid gap-5 border-t p-4 sm:grid-cols-2">
        <Field
          label="Timeout in seconds"
          optional
          hint={`Until an attempt counts as failed. Empty: ${props.defaultTimeoutSeconds} s. At most 30 s.`}
          error={errors.timeoutSeconds?.message}
        >
          <Input
            inputMode="decimal"
            placeholder={String(props.defaultTimeoutSeconds)}
            {...register("timeoutSeconds")}
          />
        </Field>
        <Field
          label="Requests per second"
          optional
          hint="At most this many; the others wait. Empty: no limit."
          error={errors.rateLimit?.message}
        >
          <Input inputMode="decimal" placeholder="No limit" {...register("rateLimit")} />
        </Field>
        <Controller
          control={props.control}
          name="ordered"
          render={({ field }) => (
            <label className="flex items-start gap-3 sm:col-span-2">
              <Switch
                checked={field.value}
                onCheckedChange={field.onChange}
                onBlur={field.onBlur}
                inputRef={field.ref}
              />
              <span className="grid">
                <span className="font-medium">Keep the order of events</span>
                <span className="text-xs text-ink-muted">
                  Sends one at a time. A failing delivery holds up those behind it until it succeeds or gives up.
                </span>
              </span>
            </label>
          )}
        />
      </div>
    </details>
  );
}
