"use client";

import { useId } from "react";
import { FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";

const UNITS = {
  minutes: { label: "minutes", seconds: 60 },
  hours: { label: "hours", seconds: 3_600 },
  days: { label: "days", seconds: 86_400 },
} as const;
type Unit = keyof typeof UNITS;

/** A length of time as it is typed. */
export interface Duration {
  amount: string;
  unit: Unit;
}

/** Its whole seconds, or null for what is no length of time. */
export function durationSeconds({ amount, unit }: Duration): number | null {
  if (!/^\d+([.,]\d+)?$/.test(amount.trim())) return null;
  return Math.round(Number(amount.trim().replace(",", ".")) * UNITS[unit].seconds);
}

interface Props {
  label: string;
  value: Duration;
  onChange: (value: Duration) => void;
  error?: string | undefined;
}

/** An amount with its unit. */
export function DurationField({ label, value, onChange, error }: Props) {
  const id = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="grid grid-cols-[6rem_10rem] gap-2">
        <Input
          inputMode="decimal"
          autoComplete="off"
          aria-label={`${label}: amount`}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={value.amount}
          onChange={(event) => onChange({ ...value, amount: event.target.value })}
        />
        <Select
          aria-label={`${label}: unit`}
          options={Object.entries(UNITS).map(([unit, { label: text }]) => ({ value: unit, label: text }))}
          value={value.unit}
          onValueChange={(unit) => onChange({ ...value, unit: unit as Unit })}
        />
      </div>
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  );
}
