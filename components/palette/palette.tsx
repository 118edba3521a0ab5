"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useId, useState } from "react";
import { CommandList } from "#components/palette/command-list";
import { type Command, fixedCommands, matching, targetCommand } from "#components/palette/commands";
import type { Membership } from "#components/shell/workspace-switcher";
import { usePolledJson } from "#components/use-polled-json";
import { dataPath, withQuery } from "#lib/dashboard-paths";
import type { JumpTarget } from "#lib/jump/find-targets";

const TYPING_MS = 120;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspace: Membership;
  memberships: Membership[];
  /** What was typed before the field was there. */
  takeTyped: () => string;
}

interface Closing {
  close: () => void;
}

/** Jumps to any page, webhook, delivery or event, by name or id. */
export function Palette({ open, onOpenChange, ...props }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop z-60" />
        <Dialog.Popup
          aria-label="Jump to"
          className="popup fixed top-[12vh] left-1/2 z-70 w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 overflow-hidden rounded-xl"
        >
          <Content {...props} close={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Content({ workspace, memberships, takeTyped, close }: Omit<Props, "open" | "onOpenChange"> & Closing) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const router = useRouter();
  const id = useId();
  const settled = useSettled(text.trim());
  const { data, error } = usePolledJson<JumpTarget[]>(
    withQuery(dataPath(workspace.slug, "jump"), { q: settled }),
    () => null,
  );
  const found = (data ?? []).map((target) => targetCommand(workspace.slug, target));
  // What was found for an earlier text must not be what Enter leads to.
  const isSettled = settled === text.trim();
  const targets = isSettled ? found : matching(found, text);
  const fixed = matching(fixedCommands(workspace, memberships), text);
  const commands = [...targets, ...fixed];
  const current = Math.min(active, Math.max(0, commands.length - 1));

  function run(command: Command) {
    close();
    router.push(command.href);
  }
  function onKeyDown(event: React.KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && commands.length > 0) {
      event.preventDefault();
      setActive((current + step + commands.length) % commands.length);
    }
    const chosen = commands[current];
    if (event.key === "Enter" && !event.nativeEvent.isComposing && chosen) {
      event.preventDefault();
      run(chosen);
    }
  }
  return (
    <>
      <div className="relative border-b">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-4 size-4 text-ink-muted" />
        <input
          role="combobox"
          aria-label="Jump to a page, webhook, delivery or event"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={commands.length > 0 ? `${id}-${current}` : undefined}
          placeholder="A name, a URL, or an id such as dlv_… or evt_…"
          autoComplete="off"
          spellCheck={false}
          className="h-11 w-full bg-transparent pr-4 pl-11 text-base outline-none"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          onFocus={() => {
            const early = takeTyped();
            if (early) setText((now) => now + early);
          }}
        />
      </div>
      <CommandList id={id} commands={commands} active={current} onPoint={setActive} onRun={run} />
      {commands.length === 0 && (
        <p role="status" className="px-4 py-8 text-center text-ink-muted">
          {error ?? (data === null || !isSettled ? "Looking…" : "Nothing by this name or id in this workspace.")}
        </p>
      )}
    </>
  );
}

/** The text as it is once the reader has stopped typing. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
