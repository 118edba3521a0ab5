"use client";

import { RESPONSES } from "#components/deliveries/delivery-search-params";
import type { MoreFiltersProps } from "#components/deliveries/more-filters";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { ERROR_INFO } from "#lib/attempts/error-codes";

const RESPONSE_LABELS: Record<(typeof RESPONSES)[number], string> = {
  "2xx": "2xx: accepted",
  "3xx": "3xx: redirected",
  "4xx": "4xx: rejected",
  "5xx": "5xx: server failed",
  none: "No answer",
};
const ANSWERS = [
  { value: "", label: "Any answer" },
  ...RESPONSES.map((value) => ({ value, label: RESPONSE_LABELS[value] })),
];
const ERRORS = [
  { value: "", label: "Any error" },
  ...Object.entries(ERROR_INFO).map(([value, { title }]) => ({ value, label: title })),
];

/** The fields behind the button "More". */
export function MoreFilterFields({ filters: { response, error, tenant, from, to }, set }: MoreFiltersProps) {
  // An answer such as 404 comes from a link.
  const answers =
    response && !ANSWERS.some(({ value }) => value === response) ? [{ value: response, label: response }] : [];
  return (
    <div className="grid gap-3 p-2">
      <Field label="Last answer">
        <Select
          options={[...ANSWERS, ...answers]}
          value={response ?? ""}
          onValueChange={(value) => set({ response: value || null })}
        />
      </Field>
      <Field label="Error">
        <Select options={ERRORS} value={error ?? ""} onValueChange={(value) => set({ error: value || null })} />
      </Field>
      <Field label="Tenant" hint="The tenant's key, exactly.">
        <Input
          key={tenant}
          defaultValue={tenant ?? ""}
          onBlur={(event) => set({ tenant: event.target.value.trim() || null })}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
      </Field>
      <div className="grid gap-3">
        <Field label="Created from">
          <TimeInput value={from} onChange={(value) => set({ from: value, range: null })} />
        </Field>
        <Field label="Created before">
          <TimeInput value={to} onChange={(value) => set({ to: value, range: null })} />
        </Field>
      </div>
    </div>
  );
}

interface TimeInputProps {
  value: Date | null;
  onChange: (value: Date | null) => void;
  id?: string;
  "aria-describedby"?: string;
}

/** A moment in the reader's own zone. Reports when it is left, so that half a date is no filter. */
function TimeInput({ value, onChange, ...field }: TimeInputProps) {
  return (
    <Input
      {...field}
      key={value?.getTime()}
      type="datetime-local"
      max="9999-12-31T23:59"
      defaultValue={value ? localText(value) : ""}
      onBlur={(event) => {
        const time = new Date(event.target.value);
        const next = Number.isNaN(time.getTime()) ? null : time;
        if (next?.getTime() !== value?.getTime()) onChange(next);
      }}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

/** `2026-11-21T14:02`, by the reader's clock. */
function localText(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
