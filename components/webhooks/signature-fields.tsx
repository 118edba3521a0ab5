"use client";

import { type Control, Controller, type FieldErrors, type UseFormRegister, useWatch } from "react-hook-form";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { SchemeKind } from "#components/webhooks/advanced-values";
import type { WebhookFormValues } from "#components/webhooks/form-values";

/** The manners of signing, in words. */
export const SCHEMES: { value: SchemeKind; label: string }[] = [
  { value: "standard", label: "Standard Webhooks (HMAC)" },
  { value: "ed25519", label: "Standard Webhooks (public key, ed25519)" },
  { value: "svix", label: "Svix headers (HMAC)" },
  { value: "svix-ed25519", label: "Svix headers (public key, ed25519)" },
  { value: "hmac-body", label: "HMAC of the body in one header" },
  { value: "static", label: "The secret itself in one header" },
];
const KINDS = {
  first: [{ value: "default", label: "As the product signs" }, ...SCHEMES],
  second: [{ value: "none", label: "None" }, ...SCHEMES],
};
export const ALGORITHMS = (["sha256", "sha512", "sha1"] as const).map((value) => ({
  value,
  label: value.toUpperCase(),
}));
export const ENCODINGS = (["hex", "base64"] as const).map((value) => ({ value, label: value }));

interface Props {
  control: Control<WebhookFormValues>;
  register: UseFormRegister<WebhookFormValues>;
  errors: FieldErrors<WebhookFormValues>;
}

/** How requests are signed, where it differs from the product's way; two ways at once while a receiver migrates. */
export function SignatureFields({ errors, ...form }: Props) {
  const error = (errors.signature as { message?: string } | undefined)?.message;
  return (
    <div className="grid gap-4 sm:col-span-2">
      <Scheme
        {...form}
        which="first"
        label="Signature"
        hint="Another kind of secret is made where this needs one, and shown once."
        error={error}
      />
      <Scheme
        {...form}
        which="second"
        label="Second signature"
        hint="Sent beside the first one while your receiver changes from one to the other. Remove it when that is done."
      />
    </div>
  );
}

interface SchemeProps extends Omit<Props, "errors"> {
  which: "first" | "second";
  label: string;
  hint: string;
  error?: string | undefined;
}

function Scheme({ control, register, which, label, hint, error }: SchemeProps) {
  const kind = useWatch({ control, name: `signature.${which}.kind` });
  const hasHeader = kind === "hmac-body" || kind === "static";
  return (
    <div className="grid gap-3">
      <Controller
        control={control}
        name={`signature.${which}.kind`}
        render={({ field }) => (
          <Field label={label} hint={hint} error={error} className="sm:w-1/2 sm:pr-2.5">
            <Select options={KINDS[which]} value={field.value} onValueChange={field.onChange} />
          </Field>
        )}
      />
      {hasHeader && (
        <div className="grid gap-3 border-l-2 pl-3 sm:grid-cols-4">
          <Field label="Header">
            <Input autoComplete="off" spellCheck={false} {...register(`signature.${which}.header`)} />
          </Field>
          {kind === "hmac-body" && <BodyFields {...{ control, register, which }} />}
        </div>
      )}
    </div>
  );
}

function BodyFields({ control, register, which }: Pick<SchemeProps, "control" | "register" | "which">) {
  return (
    <>
      <Controller
        control={control}
        name={`signature.${which}.algorithm`}
        render={({ field }) => (
          <Field label="Algorithm">
            <Select options={ALGORITHMS} value={field.value} onValueChange={field.onChange} />
          </Field>
        )}
      />
      <Controller
        control={control}
        name={`signature.${which}.encoding`}
        render={({ field }) => (
          <Field label="Encoding">
            <Select options={ENCODINGS} value={field.value} onValueChange={field.onChange} />
          </Field>
        )}
      />
      <Field label="Prefix" optional>
        <Input autoComplete="off" placeholder="sha256=" {...register(`signature.${which}.prefix`)} />
      </Field>
    </>
  );
}
