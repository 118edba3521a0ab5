"use client";

import { type Control, Controller, type FieldErrors, type UseFormRegister, useWatch } from "react-hook-form";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { SignatureKind } from "#components/webhooks/advanced-values";
import type { WebhookFormValues } from "#components/webhooks/form-values";

const KINDS: { value: SignatureKind; label: string }[] = [
  { value: "default", label: "As the product signs" },
  { value: "standard", label: "Standard Webhooks (HMAC)" },
  { value: "ed25519", label: "Standard Webhooks (public key, ed25519)" },
  { value: "svix", label: "Svix headers (HMAC)" },
  { value: "hmac-body", label: "HMAC of the body in one header" },
  { value: "static", label: "The secret itself in one header" },
];
const CUSTOM: (typeof KINDS)[number] = { value: "custom", label: "As set through the API" };
const ALGORITHMS = (["sha256", "sha512", "sha1"] as const).map((value) => ({ value, label: value.toUpperCase() }));
const ENCODINGS = (["hex", "base64"] as const).map((value) => ({ value, label: value }));

/** How requests are signed, where it differs from the product's way. */
export function SignatureFields({
  control,
  register,
  errors,
}: {
  control: Control<WebhookFormValues>;
  register: UseFormRegister<WebhookFormValues>;
  errors: FieldErrors<WebhookFormValues>;
}) {
  const { kind, custom } = useWatch({ control, name: "signature" });
  const kinds = kind === "custom" || (custom?.length ?? 0) > 1 ? [...KINDS, CUSTOM] : KINDS;
  const hasHeader = kind === "hmac-body" || kind === "static";
  return (
    <div className="grid gap-3 sm:col-span-2">
      <Controller
        control={control}
        name="signature.kind"
        render={({ field }) => (
          <Field
            label="Signature"
            hint="Another kind of secret is made where this needs one, and shown once."
            error={hasHeader ? undefined : errors.signature?.message}
            className="sm:w-1/2 sm:pr-2.5"
          >
            <Select options={kinds} value={field.value} onValueChange={field.onChange} />
          </Field>
        )}
      />
      {hasHeader && (
        <div className="grid gap-3 sm:grid-cols-4">
          <Field label="Header" error={errors.signature?.message}>
            <Input autoComplete="off" spellCheck={false} {...register("signature.header")} />
          </Field>
          {kind === "hmac-body" && (
            <>
              <Controller
                control={control}
                name="signature.algorithm"
                render={({ field }) => (
                  <Field label="Algorithm">
                    <Select options={ALGORITHMS} value={field.value} onValueChange={field.onChange} />
                  </Field>
                )}
              />
              <Controller
                control={control}
                name="signature.encoding"
                render={({ field }) => (
                  <Field label="Encoding">
                    <Select options={ENCODINGS} value={field.value} onValueChange={field.onChange} />
                  </Field>
                )}
              />
              <Field label="Prefix" optional>
                <Input autoComplete="off" placeholder="sha256=" {...register("signature.prefix")} />
              </Field>
            </>
          )}
        </div>
      )}
    </div>
  );
}
