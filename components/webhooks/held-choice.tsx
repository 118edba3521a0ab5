"use client";

import { RANGE_NAMES, RANGES, type Range } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import { Radio, RadioGroup } from "#components/ui/radio";
import { Select } from "#components/ui/select";
import { plural } from "#lib/text/plural";
import type { ResumeInput } from "#lib/webhooks/resume-webhook";

export interface HeldDraft {
  send: "all" | "since" | "none";
  range: Range;
}

export const HELD_DRAFT: HeldDraft = { send: "all", range: "24h" };

/** What a choice means, from now on back. */
export function heldInput({ send, range }: HeldDraft): ResumeInput {
  if (send === "none") return { sendHeld: false };
  if (send === "all") return { sendHeld: true };
  return { sendHeld: true, heldSince: heldSince(range) };
}

export const heldSince = (range: Range) => new Date(Date.now() - RANGES[range] * 1000).toISOString();

const RANGE_OPTIONS = TIME_OPTIONS.filter(({ value }) => value !== "");

interface Props {
  held: number;
  draft: HeldDraft;
  onChange: (draft: HeldDraft) => void;
  /** Without "leave them", where that is what Cancel does. */
  mustSend?: boolean;
}

/** What becomes of held deliveries: all are sent, the newer ones, or none. */
export function HeldChoice({ held, draft, onChange, mustSend = false }: Props) {
  return (
    <RadioGroup
      aria-label="Held deliveries"
      className="grid gap-1"
      value={draft.send}
      onValueChange={(send) => onChange({ ...draft, send: send as HeldDraft["send"] })}
    >
      <Option
        value="all"
        label={`Send ${held === 1 ? "it" : `all ${plural(held, "delivery", "deliveries")}`}`}
        hint="The oldest first, as fast as the webhook's limits allow."
        chosen={draft.send}
      />
      <Option value="since" label="Send only the newer ones" hint="The others stay held." chosen={draft.send}>
        <Select
          size="sm"
          aria-label="Held since"
          options={RANGE_OPTIONS}
          value={draft.range}
          onValueChange={(value) =>
            onChange({ ...draft, range: RANGE_NAMES.find((name) => name === value) ?? draft.range })
          }
        />
      </Option>
      {!mustSend && (
        <Option
          value="none"
          label={held === 1 ? "Leave it held" : "Leave them held"}
          hint="They can be sent later, from the webhook's page or its logs."
          chosen={draft.send}
        />
      )}
    </RadioGroup>
  );
}

function Option(props: { value: string; label: string; hint: string; chosen: string; children?: React.ReactNode }) {
  return (
    <div className="grid gap-2 rounded-lg border border-transparent p-2.5 has-data-checked:border-line has-data-checked:bg-hover">
      <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
        <span className="pt-0.5">
          <Radio value={props.value} />
        </span>
        <span className="grid gap-0.5">
          <span className="font-medium">{props.label}</span>
          <span className="text-xs text-ink-muted">{props.hint}</span>
        </span>
      </label>
      {props.chosen === props.value && props.children && <div className="pl-6.5">{props.children}</div>}
    </div>
  );
}
