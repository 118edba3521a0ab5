"use client";

import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import type { Choice, Draft } from "#components/replays/replay-request";
import { RadioGroup, RadioOption } from "#components/ui/radio";
import { Select } from "#components/ui/select";

const RANGE_OPTIONS = TIME_OPTIONS.filter(({ value }) => value !== "");

interface Props {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  filters: string;
  /** To choose from, where the page is not about one. */
  webhooks: { id: string; name: string }[] | null;
}

/** What to send again: three ways to say it, each with what it needs. */
export function ReplayChoice({ draft, onChange, filters, webhooks }: Props) {
  const range = (label: string) => (
    <Select
      size="sm"
      aria-label={label}
      options={RANGE_OPTIONS}
      value={draft.range}
      onValueChange={(value) => onChange({ range: RANGE_NAMES.find((name) => name === value) ?? draft.range })}
    />
  );
  return (
    <RadioGroup
      aria-label="What to replay"
      className="grid gap-1"
      value={draft.choice}
      onValueChange={(choice) => onChange({ choice: choice as Choice })}
    >
      <RadioOption value="matching" label="All that match the filters" hint={filters} chosen={draft.choice} />
      <RadioOption
        value="failed"
        label="All that failed"
        hint="Retries used up, in the time you choose"
        chosen={draft.choice}
      >
        {range("Failed since")}
      </RadioOption>
      <RadioOption
        value="missing"
        label="Events it missed"
        hint="From before the webhook existed, or while it was not subscribed"
        chosen={draft.choice}
      >
        {webhooks && (
          <Select
            size="sm"
            aria-label="Webhook that missed events"
            className="max-w-56"
            options={[
              { value: "", label: "Choose a webhook" },
              ...webhooks.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={draft.webhook ?? ""}
            onValueChange={(value) => onChange({ webhook: value || null })}
          />
        )}
        {range("Missed since")}
      </RadioOption>
    </RadioGroup>
  );
}
