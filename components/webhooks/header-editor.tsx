"use client";

import { Plus, X } from "lucide-react";
import { type Control, type FieldErrors, type UseFormRegister, useFieldArray } from "react-hook-form";
import { Button } from "#components/ui/button";
import { FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { WebhookFormValues } from "#components/webhooks/form-values";

/** Custom headers. Stored values are never shown: an empty value keeps them, a typed one replaces them. */
export function HeaderEditor(props: {
  control: Control<WebhookFormValues>;
  register: UseFormRegister<WebhookFormValues>;
  errors: FieldErrors<WebhookFormValues>["headers"];
}) {
  const { fields, append, remove } = useFieldArray({ control: props.control, name: "headers" });
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium">
        Custom headers <span className="font-normal text-ink-muted">(optional)</span>
      </legend>
      {fields.map((field, index) => {
        const error = props.errors?.[index]?.name?.message;
        return (
          <div key={field.id} className="grid gap-1">
            <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
              <Input
                aria-label={`Name of header ${index + 1}`}
                aria-invalid={error ? true : undefined}
                placeholder="X-Team"
                className="font-mono text-xs"
                {...props.register(`headers.${index}.name`)}
                readOnly={field.stored}
              />
              <Input
                aria-label={`Value of header ${index + 1}`}
                placeholder={field.stored ? "•••••••• (kept)" : "Value"}
                autoComplete="off"
                className="font-mono text-xs"
                {...props.register(`headers.${index}.value`)}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove header ${index + 1}`}
                onClick={() => remove(index)}
              >
                <X aria-hidden />
              </Button>
            </div>
            <FieldError message={error} />
          </div>
        );
      })}
      <FieldError message={props.errors?.root?.message ?? props.errors?.message} />
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={() => append({ name: "", value: "", stored: false })}>
          <Plus aria-hidden /> Add header
        </Button>
        <p className="text-xs text-ink-muted">
          Sent with every request. Values are stored encrypted and not shown again.
        </p>
      </div>
    </fieldset>
  );
}
