"use client";

import { CircleCheck, Plug, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import type { ActionResult } from "#lib/actions/action-result";
import { formatMs } from "#lib/time/format-time";
import type { TriedUrl } from "#lib/webhooks/try-url";

interface Props {
  url: string;
  tryUrl: (url: string) => Promise<ActionResult<TriedUrl>>;
}

/** Asks the server whether anything answers at the URL that is typed. */
export function TryUrl({ url, tryUrl }: Props) {
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState<{ url: string; good: boolean; text: string } | null>(null);

  async function run() {
    setBusy(true);
    const result = await tryUrl(url).catch(() => null);
    setBusy(false);
    setTried({ url, ...verdictOf(result) });
  }

  // What was found is about what was typed then.
  const shown = tried?.url === url ? tried : null;
  const Icon = shown?.good ? CircleCheck : TriangleAlert;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Button size="sm" busy={busy} disabled={!URL.canParse(url.trim())} onClick={run}>
        {!busy && <Plug aria-hidden />} Try this URL
      </Button>
      <p role="status" className="flex min-w-0 flex-1 basis-56 items-start gap-1.5 text-xs text-ink-soft">
        {shown && (
          <>
            <Icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${shown.good ? "text-good" : "text-warn"}`} />
            <span className="wrap-anywhere">{shown.text}</span>
          </>
        )}
      </p>
    </div>
  );
}

function verdictOf(result: ActionResult<TriedUrl> | null): { good: boolean; text: string } {
  if (!result?.ok) return { good: false, text: result?.message ?? "Posthorn could not be reached. Try again." };
  const { status, message, totalMs } = result.data;
  if (status === null) return { good: false, text: `Not reached: ${message}` };
  const time = formatMs(totalMs);
  if (status >= 200 && status < 300) return { good: true, text: `Reached: it answered ${status} in ${time}.` };
  if (status === 401 || status === 403 || status === 400)
    return { good: true, text: `Reached: it answered ${status} in ${time}. Right so, for nothing was signed.` };
  return { good: false, text: `Reached, but it answered ${status} in ${time}. An event would have failed.` };
}
