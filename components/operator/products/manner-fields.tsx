"use client";

import { errorAt, type PartProps } from "#components/operator/products/editor-types";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Switch } from "#components/ui/switch";

const ID_KINDS = [
  ["event", "Event ids begin with", "evt"],
  ["delivery", "Delivery ids", "dlv"],
  ["webhook", "Webhook ids", "wh"],
] as const;

/** Timeout, URLs, names: what is left of the rules. */
export function MannerFields({ profile, change, errors }: PartProps) {
  const { timeoutSeconds, idPrefixes } = profile;
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Timeout (seconds)" hint="From 1 to 30." error={errorAt(errors, "timeoutSeconds")}>
          <Input
            inputMode="decimal"
            autoComplete="off"
            defaultValue={String(timeoutSeconds)}
            onChange={(event) => change({ timeoutSeconds: numberOf(event.target.value) })}
          />
        </Field>
        <Field label="User agent" error={errorAt(errors, "userAgent")}>
          <Input
            autoComplete="off"
            spellCheck={false}
            value={profile.userAgent}
            onChange={(event) => change({ userAgent: event.target.value })}
          />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        {ID_KINDS.map(([kind, label, standard]) => (
          <Field key={kind} label={label} error={errorAt(errors, `idPrefixes.${kind}`)}>
            <Input
              autoComplete="off"
              spellCheck={false}
              placeholder={standard}
              className="font-mono text-xs"
              value={idPrefixes[kind] ?? ""}
              onChange={(event) => {
                const { [kind]: _, ...others } = idPrefixes;
                const typed = event.target.value;
                change({ idPrefixes: typed === "" ? others : { ...others, [kind]: typed } });
              }}
            />
          </Field>
        ))}
      </div>
      <Choice
        label="Allow plain http:// URLs"
        hint="Without encryption anybody on the way reads events and static tokens."
        checked={profile.allowHttp}
        onChange={(allowHttp) => change({ allowHttp })}
      />
      <Choice
        label="Flat management API"
        hint="/api/integration/webhook manages a workspace’s one webhook by one boolean per event type, as Kruncher documents it."
        checked={profile.flatApi}
        onChange={(flatApi) => change({ flatApi })}
      />
    </div>
  );
}

function Choice(props: { label: string; hint: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className="flex items-start gap-3">
      <Switch aria-label={props.label} checked={props.checked} onCheckedChange={props.onChange} />
      <span className="grid">
        <span className="font-medium">{props.label}</span>
        <span className="text-xs text-ink-muted">{props.hint}</span>
      </span>
    </label>
  );
}

const numberOf = (text: string) => (text.trim() === "" ? Number.NaN : Number(text.replace(",", ".")));
