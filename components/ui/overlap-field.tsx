"use client";

import { type Duration, DurationField, durationSeconds } from "#components/ui/duration-field";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";

const OWN = "own";
const DAY_SECONDS = 86_400;
const LENGTHS = [
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "259200", label: "3 days" },
  { value: "604800", label: "7 days" },
  { value: "2592000", label: "30 days" },
];
const OTHERS = [
  { value: "0", label: "None: the old one ends now" },
  { value: OWN, label: "Another length of time" },
];

/** How long something that was replaced goes on working: one of the usual lengths of time, or one's own. */
export interface Overlap {
  preset: string;
  own: Duration;
}

export const USUAL_OVERLAP: Overlap = { preset: "86400", own: { amount: "12", unit: "hours" } };

/** In seconds; null for what is no length of time, or longer than `maxDays`. */
export function overlapSeconds({ preset, own }: Overlap, maxDays: number): number | null {
  const seconds = preset === OWN ? durationSeconds(own) : Number(preset);
  return seconds !== null && seconds <= maxDays * DAY_SECONDS ? seconds : null;
}

interface Props {
  label: string;
  maxDays: number;
  value: Overlap;
  onChange: (value: Overlap) => void;
  /** Whether what is wrong is said already. */
  told: boolean;
  /** What follows from no overlap. */
  warning: string;
}

export function OverlapField({ label, maxDays, value, onChange, told, warning }: Props) {
  const seconds = overlapSeconds(value, maxDays);
  const lengths = LENGTHS.filter((length) => Number(length.value) <= maxDays * DAY_SECONDS);
  return (
    <>
      <Field label={label}>
        <Select
          options={[...lengths, ...OTHERS]}
          value={value.preset}
          onValueChange={(preset) => onChange({ ...value, preset })}
        />
      </Field>
      {value.preset === OWN && (
        <DurationField
          label="Length of the overlap"
          value={value.own}
          onChange={(own) => onChange({ ...value, own })}
          error={told && seconds === null ? `Type a number; the overlap is ${maxDays} days at most.` : undefined}
        />
      )}
      {seconds === 0 && <Notice tone="warn">{warning}</Notice>}
    </>
  );
}
