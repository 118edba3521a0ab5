"use client";

import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import { SOURCES } from "#lib/profiles/profile-schema";

const LABELS: Record<(typeof SOURCES)[number], string> = {
  eventId: "Event id",
  deliveryId: "Delivery id",
  webhookId: "Webhook id",
  type: "Event type",
  timestamp: "When it happened",
  tenant: "Tenant",
  data: "All of data",
};
const MEMBER = "member";
const OPTIONS = [
  ...SOURCES.map((value) => ({ value, label: LABELS[value] })),
  { value: MEMBER, label: "One of data…" },
];

interface Props {
  value: string;
  onChange: (source: string) => void;
  label: string;
  invalid?: boolean;
}

/** Chooses where a value comes from: one of the event's facts, or a member of its data. */
export function SourceSelect({ value, onChange, label, invalid }: Props) {
  const isMember = value.startsWith("data.");
  return (
    <div className="flex min-w-0 gap-2">
      <Select
        aria-label={label}
        className={isMember ? "w-28 shrink-0" : "w-full min-w-36"}
        options={OPTIONS}
        value={isMember ? MEMBER : value}
        onValueChange={(next) => onChange(next === MEMBER ? "data." : next)}
      />
      {isMember && (
        <Input
          aria-label={`${label}: member of data`}
          aria-invalid={invalid || undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Id"
          className="min-w-20 font-mono text-xs"
          value={value.slice("data.".length)}
          onChange={(event) => onChange(`data.${event.target.value}`)}
        />
      )}
    </div>
  );
}
