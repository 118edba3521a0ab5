"use client";

import { Monitor } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { RelativeTime } from "#components/ui/relative-time";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { SessionView } from "#lib/sessions/list-sessions";

const UNREACHABLE = "The server could not be reached. Try again.";

interface Props {
  sessions: SessionView[];
  end: (id: string) => Promise<ActionResult<void>>;
  endAll: () => Promise<ActionResult<void>>;
}

/** Where the reader is signed in, with the means to end it. */
export function SessionList({ sessions, end, endAll }: Props) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);

  async function endOne(id: string) {
    const result = await end(id).catch(() => null);
    if (result?.ok) toast.success("Signed out there");
    else toast.error("Not signed out", result?.message ?? UNREACHABLE);
  }

  async function endEvery() {
    setBusy(true);
    const result = await endAll().catch(() => null);
    setBusy(false);
    if (result?.ok) return window.location.assign("/sign-in");
    toast.error("Not signed out", result?.message ?? UNREACHABLE);
  }

  return (
    <>
      <ul aria-label="Sessions" className="panel divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <Monitor aria-hidden className="size-4 shrink-0 text-ink-muted" />
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate font-medium" title={session.userAgent ?? undefined}>
                  {browserName(session.userAgent)}
                </span>
                {session.current && <Badge tone="accent">This browser</Badge>}
              </p>
              <p className="text-xs text-ink-muted">
                {session.address ?? "address not known"} · signed in {session.how}{" "}
                <RelativeTime date={session.createdAt} /> · last seen <RelativeTime date={session.lastSeenAt} />
              </p>
            </div>
            {!session.current && (
              <Button size="sm" onClick={() => endOne(session.id)}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button variant="danger" className="justify-self-end" onClick={() => setAsked(true)}>
        Sign out everywhere
      </Button>
      <AlertDialog
        open={asked}
        onOpenChange={setAsked}
        title="Sign out everywhere?"
        description="Every browser is signed out at once, this one too."
        confirmLabel="Sign out everywhere"
        destructive
        busy={busy}
        onConfirm={endEvery}
      />
    </>
  );
}

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"] as const;

/** Roughly what a browser says it is: enough to recognise one's own. */
function browserName(userAgent: string | null): string {
  if (!userAgent) return "Unknown browser";
  const browser = BROWSERS.find(([part]) => userAgent.includes(part))?.[1];
  const system = SYSTEMS.find((part) => userAgent.includes(part));
  if (!browser) return userAgent.slice(0, 40);
  return system ? `${browser} on ${system === "Mac OS X" ? "macOS" : system}` : browser;
}
