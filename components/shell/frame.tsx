"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useState } from "react";
import { LogoMark } from "#components/shell/logo";
import { Button } from "#components/ui/button";
import { Sheet } from "#components/ui/sheet";

interface Props {
  /** Where the reader is, for narrow windows. */
  title: string;
  /** What the sheet that the sidebar becomes there is called. */
  navigationTitle: string;
  /** Beside the title on narrow windows. */
  bell?: React.ReactNode;
  /** The sidebar; `onNavigate` closes the sheet that it may be in. */
  sidebar: (options: { inSheet: boolean; onNavigate?: () => void }) => React.ReactNode;
  children: React.ReactNode;
}

/** The frame of every signed-in page: a sidebar that becomes a sheet on narrow windows. */
export function Frame({ title, navigationTitle, bell, sidebar, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-h-dvh flex-col lg:flex-row">
      {/* biome-ignore lint/a11y/useValidAnchor: it is a link, and works as one before this page is interactive */}
      <a
        href="#main"
        onClick={(event) => {
          // The browser alone would lose its place when the page streams in or hydrates meanwhile.
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
        className="sr-only z-70 rounded-md bg-primary px-3 py-2 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh w-58 shrink-0 border-r bg-sunken lg:block">
        {sidebar({ inSheet: false })}
      </aside>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-canvas px-2 lg:hidden">
        <Button variant="ghost" size="icon" aria-label="Open navigation" onClick={() => setOpen(true)}>
          <MenuIcon aria-hidden />
        </Button>
        <LogoMark className="size-5" />
        <span className="flex-1 truncate font-semibold">{title}</span>
        {bell}
      </header>
      <Sheet open={open} onOpenChange={setOpen} title={navigationTitle} side="left" modal className="w-72 bg-sunken">
        {sidebar({ inSheet: true, onNavigate: () => setOpen(false) })}
      </Sheet>
      <main
        id="main"
        tabIndex={-1}
        className="w-full max-w-[120rem] min-w-0 flex-1 px-4 pt-4 pb-16 outline-none sm:px-6 lg:px-8"
      >
        {children}
      </main>
    </div>
  );
}
