"use client";

import { Popover } from "@base-ui/react/popover";
import { Braces, Lock } from "lucide-react";
import { buttonStyle } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { CodeBlock } from "#components/ui/code-block";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import { prettyJson } from "#lib/json/pretty";

interface EventGroupProps {
  name: string;
  types: EventTypeView[];
  selected: string[];
  /** Everything is selected by the wildcard. */
  all: boolean;
  onToggle: (names: string[], selected: boolean) => void;
}

export function EventGroup({ name, types, selected, all, onToggle }: EventGroupProps) {
  const names = types.filter((type) => type.visible).map((type) => type.name);
  const count = names.filter((type) => selected.includes(type)).length;
  return (
    <section aria-label={name} className="border-b last:border-b-0">
      <label className="sticky top-0 z-1 flex items-center gap-2.5 bg-sunken px-2.5 py-1.5 text-xs font-medium text-ink-soft capitalize">
        <Checkbox
          checked={all || (names.length > 0 && count === names.length)}
          indeterminate={!all && count > 0 && count < names.length}
          disabled={all || names.length === 0}
          onCheckedChange={(checked) => onToggle(names, checked)}
        />
        {name}
      </label>
      <ul>
        {types.map((type) => (
          <EventRow
            key={type.name}
            type={type}
            checked={all || selected.includes(type.name)}
            disabled={all}
            onToggle={onToggle}
          />
        ))}
      </ul>
    </section>
  );
}

function EventRow({
  type,
  checked,
  disabled,
  onToggle,
}: {
  type: EventTypeView;
  checked: boolean;
  disabled: boolean;
  onToggle: EventGroupProps["onToggle"];
}) {
  return (
    <li className="flex items-start gap-1 pr-1.5 hover:bg-hover">
      <label className="flex min-w-0 flex-1 items-start gap-2.5 px-2.5 py-1.5">
        <Checkbox
          className="mt-0.5"
          checked={checked && type.visible}
          disabled={disabled || !type.visible}
          onCheckedChange={(next) => onToggle([type.name], next)}
        />
        <span className="grid min-w-0">
          <span className="flex flex-wrap items-center gap-x-2 font-mono text-xs wrap-anywhere">
            {type.name}
            {!type.visible && (
              <span className="flex items-center gap-1 font-sans text-ink-muted">
                <Lock aria-hidden className="size-3" /> needs the role {type.lowestRole}
              </span>
            )}
          </span>
          {type.description && <span className="text-xs text-ink-muted">{type.description}</span>}
        </span>
      </label>
      <Popover.Root>
        <Popover.Trigger
          openOnHover
          delay={400}
          aria-label={`Sample of ${type.name}`}
          className={buttonStyle({ variant: "ghost", size: "icon-sm", className: "mt-0.5" })}
        >
          <Braces aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className="z-60" sideOffset={4} align="end">
            <Popover.Popup className="popup grid w-[min(26rem,calc(100vw-1rem))] gap-2 p-3">
              <Popover.Title className="font-mono text-xs font-semibold wrap-anywhere">{type.name}</Popover.Title>
              {type.description && (
                <Popover.Description className="text-ink-soft">{type.description}</Popover.Description>
              )}
              <CodeBlock label="Sample data" code={prettyJson(type.example)} className="max-h-60" />
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </li>
  );
}
