"use client";

import { errorAt, type PartProps } from "#components/operator/products/editor-types";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { type SchemeKind, type SchemeValues, schemeInput, schemeValues } from "#components/webhooks/advanced-values";
import { ALGORITHMS, ENCODINGS, SCHEMES } from "#components/webhooks/signature-fields";
import type { FieldError } from "#lib/errors/app-error";
import type { SignatureConfig } from "#lib/profiles/profile-schema";

const SECOND = [{ value: "none", label: "None" }, ...SCHEMES];

/** How requests are signed; in a second manner too while all receivers move from one to the other. */
export function SignatureEditor({ profile, change, errors }: PartProps) {
  const [first, second] = profile.signature;
  return (
    <div className="grid gap-4">
      <Scheme
        label="Signature"
        hint="A webhook may choose another one under Advanced."
        index={0}
        options={SCHEMES}
        config={first}
        errors={errors}
        onChange={(config) => config && change({ signature: second ? [config, second] : [config] })}
      />
      <Scheme
        label="Second signature"
        hint="Sent beside the first on every request, for a product that changes from one to the other."
        index={1}
        options={SECOND}
        config={second}
        errors={errors}
        onChange={(config) => first && change({ signature: config ? [first, config] : [first] })}
      />
    </div>
  );
}

interface SchemeProps {
  label: string;
  hint: string;
  index: number;
  options: { value: string; label: string }[];
  config: SignatureConfig | undefined;
  errors: readonly FieldError[];
  onChange: (config: SignatureConfig | undefined) => void;
}

function Scheme({ label, hint, index, options, config, errors, onChange }: SchemeProps) {
  const values = schemeValues(config, "none");
  const { kind } = values;
  const at = `signature.${index}`;
  const set = (patch: Partial<SchemeValues<"none">>) => {
    const next = { ...values, ...patch };
    onChange(next.kind === "none" ? undefined : schemeInput(next.kind, next));
  };
  const hasHeader = kind === "hmac-body" || kind === "static";
  return (
    <div className="grid gap-3">
      <Field label={label} hint={hint} error={hasHeader ? undefined : errorAt(errors, at, true)} className="max-w-md">
        <Select options={options} value={kind} onValueChange={(value) => set({ kind: value as SchemeKind | "none" })} />
      </Field>
      {hasHeader && (
        <div className="grid gap-3 border-l-2 pl-3 sm:grid-cols-4">
          <Field
            label="Header"
            error={errorAt(errors, `${at}.header`)}
            {...(kind === "static" && { className: "sm:col-span-2" })}
          >
            <Input
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
              value={values.header}
              onChange={(event) => set({ header: event.target.value })}
            />
          </Field>
          {kind === "hmac-body" && <HmacFields {...{ values, set, errors, at }} />}
        </div>
      )}
    </div>
  );
}

function HmacFields(props: {
  values: SchemeValues<"none">;
  set: (patch: Partial<SchemeValues<"none">>) => void;
  errors: readonly FieldError[];
  at: string;
}) {
  const { values, set, errors, at } = props;
  return (
    <>
      <Field label="Algorithm">
        <Select
          options={ALGORITHMS}
          value={values.algorithm}
          onValueChange={(value) => set({ algorithm: value as typeof values.algorithm })}
        />
      </Field>
      <Field label="Encoding">
        <Select
          options={ENCODINGS}
          value={values.encoding}
          onValueChange={(value) => set({ encoding: value as typeof values.encoding })}
        />
      </Field>
      <Field label="Prefix" optional error={errorAt(errors, `${at}.prefix`)}>
        <Input
          autoComplete="off"
          placeholder="sha256="
          className="font-mono text-xs"
          value={values.prefix}
          onChange={(event) => set({ prefix: event.target.value })}
        />
      </Field>
    </>
  );
}
