"use client";

import { useEffect, useRef } from "react";
import type { Command } from "#components/palette/commands";
import { cn } from "#lib/class-names";

interface Props {
  /** Option `n` has the id `id-n`, for the input that keeps the focus. */
  id: string;
  commands: Command[];
  active: number;
  onPoint: (index: number) => void;
  onRun: (command: Command) => void;
}

/** The options of the palette, each group under its name. */
export function CommandList({ id, commands, active, onPoint, onRun }: Props) {
  const current = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another option becomes the active one
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const groups = Map.groupBy(commands, ({ group }) => group);
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Results"
      tabIndex={-1}
      className={cn("max-h-[min(26rem,60vh)] overflow-y-auto p-1.5", commands.length === 0 && "hidden")}
    >
      {[...groups].map(([group, own]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is not a group of options
        <div key={group} role="group" aria-label={group}>
          <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-ink-muted">
            {group}
          </p>
          {own.map((command) => {
            const index = commands.indexOf(command);
            const { icon: Icon, title, detail } = command;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and takes the keys
              <div
                key={command.key}
                ref={index === active ? current : undefined}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className="flex items-center gap-2.5 rounded-md px-2.5 py-2 text-sm aria-selected:bg-hover"
                onPointerMove={() => index !== active && onPoint(index)}
                onClick={() => onRun(command)}
              >
                <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
                <bdi className="max-w-[70%] shrink-0 truncate">{title}</bdi>
                <span className="min-w-0 flex-1 truncate text-right text-xs text-ink-muted">{detail}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
