"use client";

import { Notice } from "#components/ui/notice";
import { RadioGroup, RadioOption } from "#components/ui/radio";
import type { ProfileImpact } from "#lib/profiles/profile-impact";
import { plural } from "#lib/text/plural";

export type RunningWebhooks = "keep" | "change";

interface Props {
  impact: ProfileImpact;
  value: RunningWebhooks;
  onChange: (value: RunningWebhooks) => void;
}

const webhooks = (count: number) => plural(count, "webhook", "webhooks");

/** What a change means for the webhooks there are, and where they sign differently, the choice of what they do. */
export function ImpactChoice({ impact, value, onChange }: Props) {
  const { signatureChanges, followers, withoutSecret, plainHttp, headerClashes } = impact;
  const asks = signatureChanges && followers > 0;
  return (
    <div className="grid gap-3">
      {asks && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 font-medium">
            The signature changes, and {webhooks(followers)} {followers === 1 ? "signs" : "sign"} as the profile says
          </legend>
          <RadioGroup
            aria-label="What running webhooks do"
            value={value}
            onValueChange={(next) => onChange(next === "change" ? "change" : "keep")}
            className="panel grid gap-0.5 p-1"
          >
            <RadioOption
              value="keep"
              chosen={value}
              label="They keep the manner they have"
              hint="Nothing breaks for their receivers. Only webhooks created from now on sign in the new manner."
            />
            <RadioOption
              value="change"
              chosen={value}
              label="They change with it"
              hint={`Receivers that still check the old manner refuse every request.${
                withoutSecret > 0
                  ? ` ${webhooks(withoutSecret)} get a secret of a new kind, which their owners must copy.`
                  : ""
              } A webhook whose own secret can’t sign in the new manner keeps the old one.`}
            />
          </RadioGroup>
        </fieldset>
      )}
      {plainHttp > 0 && (
        <Notice tone="warn">
          {webhooks(plainHttp)} {plainHttp === 1 ? "has" : "have"} an http:// URL: their attempts will fail as “The URL
          can’t be used”.
        </Notice>
      )}
      {headerClashes > 0 && (
        <Notice tone="warn">
          {webhooks(headerClashes)} {headerClashes === 1 ? "has" : "have"} a custom header of a name that you now send
          too: receivers get both.
        </Notice>
      )}
    </div>
  );
}
