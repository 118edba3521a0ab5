"use client";

import { ChevronRight } from "lucide-react";
import { type Control, Controller, type FieldErrors, type UseFormRegister } from "react-hook-form";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { Switch } from "#components/ui/switch";
import { DEFAULT_MAX_IN_FLIGHT } from "#components/webhooks/advanced-values";
import type { WebhookFormValues } from "#components/webhooks/form-values";
import { RetryFields } from "#components/webhooks/retry-fields";
import { SignatureFields } from "#components/webhooks/signature-fields";
import type { RetrySchedule } from "#lib/profiles/profile-schema";

const RATE_UNITS = [
  { value: "second", label: "per second" },
  { value: "minute", label: "per minute" },
];

/** What most webhooks leave alone. Open at once where something is set or wrong. */
export function AdvancedFields(props: {
  control: Control<WebhookFormValues>;
  register: UseFormRegister<WebhookFormValues>;
  errors: FieldErrors<WebhookFormValues>;
  defaultTimeoutSeconds: number;
  defaultRetry: RetrySchedule;
  isNew: boolean;
  open: boolean;
}) {
  const { register, errors } = props;
  return (
    <details open={props.open || undefined} className="group rounded-lg border border-line">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-lg px-3 py-2.5 font-medium hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 text-ink-muted transition-transform group-open:rotate-90" />
        Advanced
        <span className="font-normal text-ink-muted">Retries, limits, signature</span>
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
          label="Requests at once"
          optional
          hint={`Under way at the same time, at most. Empty: ${DEFAULT_MAX_IN_FLIGHT}. At most 256.`}
          error={errors.maxInFlight?.message}
        >
          <Input inputMode="numeric" placeholder={String(DEFAULT_MAX_IN_FLIGHT)} {...register("maxInFlight")} />
        </Field>
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
          <Field
            label="Rate limit"
            optional
            hint="At most this many requests, evenly spaced; the others wait. Empty: no limit."
            error={errors.rateLimit?.message}
          >
            <Input inputMode="decimal" placeholder="No limit" {...register("rateLimit")} />
          </Field>
          <Controller
            control={props.control}
            name="rateUnit"
            render={({ field }) => (
              <Select
                aria-label="Unit of the rate limit"
                className="mt-6.5"
                options={RATE_UNITS}
                value={field.value}
                onValueChange={field.onChange}
              />
            )}
          />
        </div>
        <RetryFields {...props} />
        <SignatureFields {...props} />
        {props.isNew && (
          <Field
            label="Your own secret"
            optional
            className="sm:col-span-2"
            hint="Instead of a random one: whsec_ and 24 to 64 bytes in base64 for Standard Webhooks, otherwise 16 to 256 characters."
            error={errors.secret?.message}
          >
            <Input autoComplete="off" spellCheck={false} className="font-mono text-xs" {...register("secret")} />
          </Field>
        )}
        <Toggle
          control={props.control}
          name="ordered"
          label="Keep the order of events"
          hint="Sends one at a time. A failing delivery holds up those behind it until it succeeds or gives up."
        />
        <Toggle
          control={props.control}
          name="autoResume"
          label="Come back by itself"
          hint="When five days of failures have disabled it, one held delivery is tried now and then, at least daily for 30 days. When one succeeds, the webhook resumes and sends what is held."
        />
      </div>
    </details>
  );
}

function Toggle(props: {
  control: Control<WebhookFormValues>;
  name: "ordered" | "autoResume";
  label: string;
  hint: string;
}) {
  return (
    <Controller
      control={props.control}
      name={props.name}
      render={({ field }) => (
        <label className="flex items-start gap-3 sm:col-span-2">
          <Switch
            aria-label={props.label}
            checked={field.value}
            onCheckedChange={field.onChange}
            onBlur={field.onBlur}
            ref={field.ref}
          />
          <span className="grid">
            <span className="font-medium">{props.label}</span>
            <span className="text-xs text-ink-muted">{props.hint}</span>
          </span>
        </label>
      )}
    />
  );
}
