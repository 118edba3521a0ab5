"use client";

import { ArrowLeft, LogOut, Monitor, Moon, ServerCog, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuLinkItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "#components/ui/menu";
import { operatorPath } from "#lib/dashboard-paths";

const OPERATOR_HOME = operatorPath("engine");
const THEMES = [
  { value: "system", label: "System", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
];

export interface MenuUser {
  name: string;
  email: string;
  /** Operators get the way to the operator's pages. */
  isOperator: boolean;
}

interface Props {
  user: MenuUser;
  /** What they are here. */
  role: string;
  /** Whether this is an operator's page, so that the way leads back. */
  operating?: boolean;
}

export function UserMenu({ user, role, operating = false }: Props) {
  const { theme, setTheme } = useTheme();
  return (
    <Menu>
      <MenuTrigger
        aria-label={`Account: ${user.name}`}
        className="flex items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
      >
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
      </MenuTrigger>
      <MenuContent side="top" className="w-56">
        <p className="truncate px-2 py-1.5 text-xs text-ink-muted">{user.email}</p>
        <MenuSeparator />
        {user.isOperator && !operating && (
          <MenuLinkItem render={<Link href={OPERATOR_HOME} />} closeOnClick>
            <ServerCog aria-hidden /> Operate this instance
          </MenuLinkItem>
        )}
        {operating && (
          <MenuLinkItem render={<Link href="/" />} closeOnClick>
            <ArrowLeft aria-hidden /> Back to your workspace
          </MenuLinkItem>
        )}
        {user.isOperator && <MenuSeparator />}
        <MenuGroup>
          <MenuLabel>Theme</MenuLabel>
          <MenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
            {THEMES.map(({ value, label, icon: Icon }) => (
              <MenuRadioItem key={value} value={value} closeOnClick>
                <Icon aria-hidden /> {label}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
        <MenuSeparator />
        <MenuLinkItem render={<Link href="/profile" />} closeOnClick>
          <UserRound aria-hidden /> Profile
        </MenuLinkItem>
        <MenuItem onClick={signOut}>
          <LogOut aria-hidden /> Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** Loaded when it is needed: nothing else of next-auth runs in the browser. */
async function signOut() {
  const auth = await import("next-auth/react");
  await auth.signOut({ callbackUrl: "/sign-in" });
}

/** The first letters of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
