"use client";

import { useId } from "react";
import type { ScopeGroup } from "#components/keys/scope-groups";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { FieldError } from "#components/ui/field";
import { Radio, RadioGroup } from "#components/ui/radio";

interface Props {
  groups: readonly ScopeGroup[];
  /** `["*"]` for everything. */
  value: readonly string[];
  onChange: (scopes: string[]) => void;
  /** What `*` stands for, e.g. "Everything an admin may do". */
  everything: string;
  error?: string | undefined;
}

/** What a key may do: everything, or what is ticked. */
export function ScopePicker({ groups, value, onChange, everything, error }: Props) {
  const id = useId();
  const isAll = value.includes("*");
  const chosen = new Set(value);
  const all = groups.flatMap(({ scopes }) => scopes.map((scope) => scope.value));
  const set = (scopes: readonly string[], on: boolean) =>
    onChange(all.filter((scope) => (scopes.includes(scope) ? on : chosen.has(scope))));
  return (
    <fieldset className="grid gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="pb-1.5 font-medium">What it may do</legend>
      <RadioGroup
        aria-label="Scopes"
        value={isAll ? "all" : "some"}
        onValueChange={(next) => onChange(next === "all" ? ["*"] : [])}
        className="grid gap-1.5"
      >
        <label className="flex items-center gap-2.5">
          <Radio value="some" /> Only what you choose
        </label>
        <label className="flex items-center gap-2.5">
          <Radio value="all" /> {everything}
        </label>
      </RadioGroup>
      <FieldError id={`${id}-error`} message={error} />
      {!isAll && (
        <div className="grid gap-3 rounded-lg border p-3">
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => onChange(all.filter((scope) => scope.endsWith(":read")))}>
              Read only
            </Button>
            <Button size="sm" onClick={() => onChange([])}>
              Clear
            </Button>
          </div>
          {groups.map(({ title, scopes }) => {
            const values = scopes.map((scope) => scope.value);
            const count = values.filter((scope) => chosen.has(scope)).length;
            return (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't share its line with a checkbox
              <div key={title} role="group" aria-label={title} className="grid gap-1">
                <label className="flex items-center gap-2.5 font-medium">
                  <Checkbox
                    checked={count === values.length}
                    indeterminate={count > 0 && count < values.length}
                    onCheckedChange={(on) => set(values, on)}
                  />
                  {title}
                </label>
                {scopes.map((scope) => (
                  <label key={scope.value} className="flex items-start gap-2.5 pl-6.5">
                    <Checkbox
                      className="mt-0.5"
                      checked={chosen.has(scope.value)}
                      onCheckedChange={(on) => set([scope.value], on)}
                    />
                    <span className="flex min-w-0 flex-wrap gap-x-2">
                      {scope.words} <code className="font-mono text-2xs leading-5 text-ink-muted">{scope.value}</code>
                    </span>
                  </label>
                ))}
              </div>
            );
          })}
        </div>
      )}
    </fieldset>
  );
}
