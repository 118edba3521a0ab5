"use client";

import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import type { Choice, Draft } from "#components/replays/replay-request";
import { Radio, RadioGroup } from "#components/ui/radio";
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
      <Option value="matching" label="All that match the filters" hint={filters} chosen={draft.choice} />
      <Option
        value="failed"
        label="All that failed"
        hint="Retries used up, in the time you choose"
        chosen={draft.choice}
      >
        {range("Failed since")}
      </Option>
      <Option
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
      </Option>
    </RadioGroup>
  );
}

function Option(props: { value: Choice; label: string; hint: string; chosen: Choice; children?: React.ReactNode }) {
  return (
    <div className="grid gap-2 rounded-lg border border-transparent p-2.5 has-data-checked:border-line has-data-checked:bg-hover">
      <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
        <span className="pt-0.5">
          <Radio value={props.value} />
        </span>
        <span className="grid gap-0.5">
          <span className="font-medium">{props.label}</span>
          <span className="text-xs text-ink-muted wrap-anywhere">{props.hint}</span>
        </span>
      </label>
      {props.chosen === props.value && props.children && (
        <div className="flex flex-wrap gap-2 pl-6.5">{props.children}</div>
      )}
    </div>
  );
}
