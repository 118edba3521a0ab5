"use client";

import { type Overlap, OverlapField, overlapSeconds } from "#components/ui/overlap-field";

/** How long a key that was replaced may go on working. */
const MAX_DAYS = 30;

/** In seconds; null for what is no length of time, or too long. */
export const keyOverlapSeconds = (overlap: Overlap) => overlapSeconds(overlap, MAX_DAYS);

interface Props {
  value: Overlap;
  onChange: (value: Overlap) => void;
  /** Whether what is wrong is said already. */
  told: boolean;
}

/** How long the key that is being replaced goes on working. */
export function KeyOverlap(props: Props) {
  return (
    <OverlapField
      {...props}
      label="The old key goes on working for"
      maxDays={MAX_DAYS}
      warning="Until your program has the new key, its requests are refused."
    />
  );
}
