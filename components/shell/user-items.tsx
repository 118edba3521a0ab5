"use client";

import { ArrowLeft, LogOut, Monitor, Moon, ServerCog, Sun, UserRound } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import type { UserMenuProps } from "#components/shell/user-menu";
import {
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuLinkItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "#components/ui/menu";
import { operatorPath } from "#lib/dashboard-paths";

const OPERATOR_HOME = operatorPath("engine");
const THEMES = [
  { value: "system", label: "System", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
];

/** The items of the user menu. */
export function UserItems({ user, operating = false }: UserMenuProps) {
  const { theme, setTheme } = useTheme();
  return (
    <>
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
    </>
  );
}

/** Loaded when it is needed: nothing else of next-auth runs in the browser. */
async function signOut() {
  const auth = await import("next-auth/react");
  await auth.signOut({ callbackUrl: "/sign-in" });
}
