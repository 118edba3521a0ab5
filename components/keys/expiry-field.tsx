"use client";

import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";

const DAY_MS = 86_400_000;

/** What the inputs hold: a number of days, `never`, `keep`, or `date` with one that was typed. */
export interface Expiry {
  choice: string;
  date: string;
}

const PRESETS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "date", label: "On a day…" },
  { value: "never", label: "Never" },
];

interface Props {
  value: Expiry;
  onChange: (value: Expiry) => void;
  /** What leaving it alone means, where that is possible. */
  keep?: string;
  error?: string | undefined;
}

/** When a key expires. */
export function ExpiryField({ value, onChange, keep, error }: Props) {
  const options = keep === undefined ? PRESETS : [{ value: "keep", label: keep }, ...PRESETS];
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label="Expires"
        error={value.choice === "date" ? undefined : error}
        hint="You are told a week and a day before."
      >
        <Select options={options} value={value.choice} onValueChange={(choice) => onChange({ ...value, choice })} />
      </Field>
      {value.choice === "date" && (
        <Field label="Last day" error={error}>
          <Input
            type="date"
            min={dayOf(Date.now())}
            value={value.date}
            onChange={(event) => onChange({ ...value, date: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

/** The choice as the domain takes it: undefined to leave it alone. A chosen day counts to its end, in the reader's zone. */
export function expiresAt({ choice, date }: Expiry): string | null | undefined {
  if (choice === "keep") return undefined;
  if (choice === "never") return null;
  if (choice !== "date") return new Date(Date.now() + Number(choice) * DAY_MS).toISOString();
  const end = new Date(`${date}T23:59:59`);
  // Not a day: the domain says what is wrong with it.
  return Number.isNaN(end.getTime()) ? date : end.toISOString();
}

function dayOf(ms: number): string {
  const day = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
