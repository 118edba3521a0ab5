"use client";

import { type ComponentProps, type ComponentType, lazy, startTransition, useState } from "react";
import { LoadBoundary, LoadFailure } from "#components/ui/load-boundary";

/** A component whose code comes when it is first rendered, or when it is about to be: `preload`. */
export type OnDemand<Props> = ComponentType<Props> & { preload: () => void };

/**
 * A page is usable before its menus, dialogs and lists to choose from are: their code (most of Base UI and what they hold)
 * is fetched once they are wanted. Render it in a transition, or inside a `Suspense`.
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  const begin = () =>
    lazy(async () => ({
      default: await load().catch((cause: unknown) => {
        throw new LoadFailure(cause);
      }),
    }));
  let Lazy = begin();
  // A failed fetch is told where the component is rendered.
  const preload = () => void load().catch(() => {});
  const again = () => {
    Lazy = begin();
  };
  return Object.assign(
    (props: Props) => (
      <LoadBoundary again={again}>{() => <Lazy {...(props as ComponentProps<typeof Lazy>)} />}</LoadBoundary>
    ),
    { preload },
  );
}

/** Whether something has ever been open. Until then its code is not needed; afterwards it stays, to close gently. */
export function useWasOpen(open: boolean): boolean {
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) setWasOpen(true);
  return wasOpen || open;
}

/**
 * For the button of something that is fetched when it is first opened: begins with the first sign that it will be. Opening
 * is a transition, so that the button stays, with the focus, until the code is there. It needs no `Suspense`, which would
 * cost: React renders the fallback of each that is larger than 500 bytes beside its content, and sends both.
 */
export function opensOnDemand(open: () => void, preload: () => void) {
  return {
    type: "button",
    "aria-expanded": false,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: () => startTransition(open),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      startTransition(open);
    },
  } as const;
}
