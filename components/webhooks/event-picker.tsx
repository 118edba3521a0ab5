"use client";

import { useId, useState } from "react";
import { Checkbox } from "#components/ui/checkbox";
import { FieldError } from "#components/ui/field";
import { SearchInput } from "#components/ui/search-input";
import { EventGroup } from "#components/webhooks/event-group";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import { plural } from "#lib/text/plural";

/** Chooses event types from the catalogue: one by one, by group, or all that exist and will ever exist (`*`). */
export function EventPicker(props: {
  catalogue: EventTypeView[];
  value: string[];
  onChange: (eventTypes: string[]) => void;
  error?: string | undefined;
}) {
  const { catalogue, value, onChange } = props;
  const [query, setQuery] = useState("");
  const id = useId();
  const all = value[0] === "*";
  const found = catalogue.filter((type) => matches(type, query));
  const groups = Map.groupBy(found, (type) => type.group || "Other");
  // A type may have left the catalogue, or be out of this reader's sight, while a webhook still has it.
  const unknown = all ? [] : value.filter((name) => !catalogue.some((type) => type.name === name));

  function toggle(names: string[], selected: boolean) {
    onChange(selected ? [...new Set([...value, ...names])] : value.filter((name) => !names.includes(name)));
  }

  return (
    <fieldset className="grid gap-1.5" aria-describedby={props.error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 flex w-full items-baseline justify-between font-medium">
        Events
        <span aria-live="polite" className="text-xs font-normal text-ink-muted">
          {all ? "All events" : `${plural(value.length, "event", "events")} selected`}
        </span>
      </legend>
      <div className="overflow-hidden rounded-lg border border-line-strong bg-surface">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b p-2">
          <SearchInput
            aria-label="Search events"
            placeholder="Search events"
            className="min-w-40 flex-1"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <label className="flex items-center gap-2 pr-1">
            <Checkbox checked={all} onCheckedChange={(checked) => onChange(checked ? ["*"] : [])} />
            All events, also future ones
          </label>
        </div>
        <div className="max-h-80 overflow-y-auto">
          {[...groups].map(([group, types]) => (
            <EventGroup key={group} name={group} types={types} selected={value} all={all} onToggle={toggle} />
          ))}
          {found.length === 0 && <p className="p-4 text-center text-ink-muted">No event matches “{query}”.</p>}
          {unknown.length > 0 && (
            <p className="border-t p-2.5 text-xs text-ink-muted wrap-anywhere">Also selected: {unknown.join(", ")}</p>
          )}
        </div>
      </div>
      <FieldError id={`${id}-error`} message={props.error} />
    </fieldset>
  );
}

function matches(type: EventTypeView, query: string): boolean {
  const text = `${type.name} ${type.group} ${type.description}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
