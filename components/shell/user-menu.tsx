"use client";

import { MenuButton } from "#components/ui/menu-button";
import { onDemand } from "#components/ui/on-demand";

export interface MenuUser {
  name: string;
  email: string;
  /** Operators get the way to the operator's pages. */
  isOperator: boolean;
}

export interface UserMenuProps {
  user: MenuUser;
  /** What they are here. */
  role: string;
  /** Whether this is an operator's page, so that the way leads back. */
  operating?: boolean;
}

const UserItems = onDemand(() => import("#components/shell/user-items").then((module) => module.UserItems));

export function UserMenu(props: UserMenuProps) {
  const { user, role } = props;
  return (
    <MenuButton
      label={`Account: ${user.name}`}
      className="flex items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
      side="top"
      popupClassName="w-56"
      preload={UserItems.preload}
      trigger={
        <>
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong"
          >
            {initials(user.name)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{user.name}</span>
            <span className="block truncate text-xs text-ink-muted capitalize">{role}</span>
          </span>
        </>
      }
    >
      <UserItems {...props} />
    </MenuButton>
  );
}

/** The first letters of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
