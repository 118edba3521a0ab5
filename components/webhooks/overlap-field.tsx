"use client";

import { type Duration, DurationField, durationSeconds } from "#components/ui/duration-field";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";

const OWN = "own";
const MAX_SECONDS = 604_800;

const PRESETS = [
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "259200", label: "3 days" },
  { value: "604800", label: "7 days" },
  { value: "0", label: "None: the old one ends now" },
  { value: OWN, label: "Another length of time" },
];

/** How long the old secret signs too: one of the usual lengths of time, or one's own. */
export interface Overlap {
  preset: string;
  own: Duration;
}

export const USUAL_OVERLAP: Overlap = { preset: "86400", own: { amount: "12", unit: "hours" } };

/** In seconds; null for what is no length of time, or longer than the old secret may sign. */
export function overlapSeconds({ preset, own }: Overlap): number | null {
  const seconds = preset === OWN ? durationSeconds(own) : Number(preset);
  return seconds !== null && seconds <= MAX_SECONDS ? seconds : null;
}

/** @param told whether what is wrong is said already */
export function OverlapField(props: { value: Overlap; onChange: (value: Overlap) => void; told: boolean }) {
  const { value, onChange, told } = props;
  const seconds = overlapSeconds(value);
  return (
    <>
      <Field label="Overlap">
        <Select options={PRESETS} value={value.preset} onValueChange={(preset) => onChange({ ...value, preset })} />
      </Field>
      {value.preset === OWN && (
        <DurationField
          label="Length of the overlap"
          value={value.own}
          onChange={(own) => onChange({ ...value, own })}
          error={told && seconds === null ? "Type a number; the overlap is 7 days at most." : undefined}
        />
      )}
      {seconds === 0 && <Notice tone="warn">Until your server has the new secret, it will refuse our requests.</Notice>}
    </>
  );
}
