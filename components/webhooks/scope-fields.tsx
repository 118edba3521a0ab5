"use client";

import { type Control, Controller } from "react-hook-form";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { WebhookFormValues } from "#components/webhooks/form-values";
import type { TenantView } from "#lib/tenants/list-tenants";

interface Props {
  control: Control<WebhookFormValues>;
  tenants: TenantView[];
  integrations: { id: string; name: string }[];
}

/** Whose events a webhook receives, and which integration it belongs to, where the workspace has any of these. */
export function ScopeFields({ control, tenants, integrations }: Props) {
  if (tenants.length === 0 && integrations.length === 0) return null;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      {tenants.length > 0 && (
        <Choice
          control={control}
          name="tenant"
          label="Tenant"
          hint="Only this tenant's events. A webhook of the whole workspace receives those of every tenant."
          none="The whole workspace"
          options={tenants.map(({ key, name }) => ({ value: key, label: name === key ? key : `${name} (${key})` }))}
        />
      )}
      {integrations.length > 0 && (
        <Choice
          control={control}
          name="integration"
          label="Integration"
          hint="The API client it belongs to."
          none="None"
          options={integrations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </div>
  );
}

function Choice(props: {
  control: Control<WebhookFormValues>;
  name: "tenant" | "integration";
  label: string;
  hint: string;
  none: string;
  options: { value: string; label: string }[];
}) {
  return (
    <Controller
      control={props.control}
      name={props.name}
      render={({ field, fieldState }) => (
        <Field label={props.label} hint={props.hint} error={fieldState.error?.message}>
          <Select
            options={[{ value: "", label: props.none }, ...props.options]}
            value={field.value}
            onValueChange={field.onChange}
          />
        </Field>
      )}
    />
  );
}
