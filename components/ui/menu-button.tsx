"use client";

import { useState } from "react";
import type { MenuPopupProps } from "#components/ui/menu";
import { onDemand, opensOnDemand } from "#components/ui/on-demand";

const Popup = onDemand(() => import("#components/ui/menu").then((module) => module.MenuPopup));

/**
 * A button that opens a menu, whose items are its children. Items that are `onDemand` themselves are rendered only once it
 * is opened.
 *
 * @param props.preload fetches the items: called with the first sign that the menu will be opened
 */
export function MenuButton({ preload, ...props }: MenuPopupProps & { preload?: () => void }) {
  const [wasOpened, setWasOpened] = useState(false);
  function prepare() {
    Popup.preload();
    preload?.();
  }
  const button = (
    <button
      {...opensOnDemand(() => setWasOpened(true), prepare)}
      aria-haspopup="menu"
      aria-label={props.label}
      className={props.className}
    >
      {props.trigger}
    </button>
  );
  return wasOpened ? <Popup {...props} /> : button;
}
