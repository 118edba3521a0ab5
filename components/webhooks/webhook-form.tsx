"use client";

import { Controller, type UseFormRegister, useForm, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { useUnsavedGuard } from "#components/use-unsaved-guard";
import { AdvancedFields } from "#components/webhooks/advanced-fields";
import { advancedInUse } from "#components/webhooks/advanced-values";
import { EventPicker } from "#components/webhooks/event-picker";
import {
  fieldErrors,
  formValues,
  toInput,
  type WebhookFormValues,
  webhookResolver,
} from "#components/webhooks/form-values";
import { HeaderEditor } from "#components/webhooks/header-editor";
import { ScopeFields } from "#components/webhooks/scope-fields";
import { TryUrl } from "#components/webhooks/try-url";
import { UrlCheck, type UrlRules } from "#components/webhooks/url-check";
import type { ActionResult } from "#lib/actions/action-result";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import type { RetrySchedule, SignatureConfig } from "#lib/profiles/profile-schema";
import type { TenantView } from "#lib/tenants/list-tenants";
import type { TriedUrl } from "#lib/webhooks/try-url";
import type { WebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

export interface FormRules extends UrlRules {
  defaultTimeoutSeconds: number;
  defaultRetry: RetrySchedule;
  /** How the product signs. */
  signature: SignatureConfig[];
  /** What a webhook may be limited to or belong to. */
  tenants: TenantView[];
  integrations: { id: string; name: string }[];
  tryUrl: (url: string) => Promise<ActionResult<TriedUrl>>;
}

const ADVANCED = ["timeoutSeconds", "rateLimit", "maxInFlight", "retrySchedule", "signature", "secret"] as const;

interface Props<T> {
  webhook: WebhookView | null;
  /** What a link has filled in. */
  prefilled?: Pick<WebhookFormValues, "url" | "integration">;
  catalogue: EventTypeView[];
  rules: FormRules;
  submitLabel: string;
  submit: (input: WebhookPatch) => Promise<ActionResult<T>>;
  onDone: (result: T) => void;
  cancel?: React.ReactNode;
}

/** Creates or edits a webhook. Errors appear at their field, whoever found them. */
export function WebhookForm<T>({ webhook, prefilled, catalogue, rules, submit, onDone, ...props }: Props<T>) {
  const initial = { ...formValues(webhook), ...prefilled };
  const { control, getValues, handleSubmit, setError, reset, formState, ...form } = useForm<WebhookFormValues>({
    defaultValues: initial,
    resolver: webhookResolver(webhook ? "edit" : "create", rules.signature),
    // Errors that appear on blur would move the button away under the pointer.
    mode: "onSubmit",
  });
  const { errors, isSubmitting, isDirty } = formState;
  // The server's HTML carries the values: filled in by script alone, they are lost where React takes the field over later.
  const register: UseFormRegister<WebhookFormValues> = (name, options) => ({
    ...form.register(name, options),
    defaultValue: getValues(name),
  });
  const url = useWatch({ control, name: "url" });
  useUnsavedGuard(isDirty && !isSubmitting);

  const save = handleSubmit(async (typed) => {
    const result = await submit(toInput(typed, rules.signature)).catch(() => null);
    if (result?.ok) {
      reset({ ...typed, headers: typed.headers.map((header) => ({ ...header, value: "", stored: true })) });
      onDone(result.data);
      return;
    }
    const marked = Object.entries(fieldErrors(result?.errors ?? [], typed));
    const elsewhere = result?.message ?? "The server could not be reached. What you typed is still here; try again.";
    setError("root", { message: marked.length > 0 ? "Correct what is marked below." : elsewhere });
    for (const [name, error] of marked) {
      setError(name as keyof WebhookFormValues, error as { message: string });
    }
  });

  return (
    <form
      onSubmit={save}
      noValidate
      className="grid max-w-3xl gap-6"
      aria-label={webhook ? "Edit webhook" : "Create webhook"}
    >
      {errors.root && (
        <Notice tone="bad" alert title="Not saved">
          {errors.root.message}
        </Notice>
      )}
      <Field label="URL" error={errors.url?.message} hint={<UrlCheck text={url} rules={rules} />}>
        <Input
          type="url"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          placeholder="https://example.com/webhooks"
          className="font-mono text-xs"
          {...register("url")}
        />
      </Field>
      <div className="-mt-4">
        <TryUrl url={url} tryUrl={rules.tryUrl} />
      </div>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label="Name" error={errors.name?.message}>
          <Input placeholder="Billing sync" autoComplete="off" {...register("name")} />
        </Field>
        <Field label="Description" optional error={errors.description?.message}>
          <Textarea
            rows={1}
            className="min-h-8"
            placeholder="What it is for, and whom to ask"
            {...register("description")}
          />
        </Field>
      </div>
      <ScopeFields control={control} tenants={rules.tenants} integrations={rules.integrations} />
      <Controller
        control={control}
        name="eventTypes"
        render={({ field }) => (
          <EventPicker
            catalogue={catalogue}
            value={field.value}
            onChange={field.onChange}
            error={errors.eventTypes?.message}
          />
        )}
      />
      <HeaderEditor control={control} register={register} errors={errors.headers} />
      <AdvancedFields
        control={control}
        register={register}
        errors={errors}
        defaultTimeoutSeconds={rules.defaultTimeoutSeconds}
        defaultRetry={rules.defaultRetry}
        isNew={webhook === null}
        open={advancedInUse(initial) || ADVANCED.some((field) => errors[field])}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={isSubmitting} disabled={Boolean(webhook) && !isDirty}>
          {props.submitLabel}
        </Button>
        {props.cancel}
      </div>
    </form>
  );
}
