"use client";

import { RANGE_NAMES, RANGES, type Range } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import { RadioGroup, RadioOption } from "#components/ui/radio";
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
      <RadioOption
        value="all"
        label={`Send ${held === 1 ? "it" : `all ${plural(held, "delivery", "deliveries")}`}`}
        hint="The oldest first, as fast as the webhook's limits allow."
        chosen={draft.send}
      />
      <RadioOption value="since" label="Send only the newer ones" hint="The others stay held." chosen={draft.send}>
        <Select
          size="sm"
          aria-label="Held since"
          options={RANGE_OPTIONS}
          value={draft.range}
          onValueChange={(value) =>
            onChange({ ...draft, range: RANGE_NAMES.find((name) => name === value) ?? draft.range })
          }
        />
      </RadioOption>
      {!mustSend && (
        <RadioOption
          value="none"
          label={held === 1 ? "Leave it held" : "Leave them held"}
          hint="They can be sent later, from the webhook's page or its logs."
          chosen={draft.send}
        />
      )}
    </RadioGroup>
  );
}
