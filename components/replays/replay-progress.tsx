"use client";

import { Ban, CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { usePolledJson } from "#components/use-polled-json";
import type { ActionResult } from "#lib/actions/action-result";
import { dataPath, withQuery } from "#lib/dashboard-paths";
import type { ReplayView } from "#lib/replays/replay-view";
import { formatNumber, plural } from "#lib/text/plural";

const RUNNING_MS = 1_000;
const ENDED_MS = 10_000;

interface Props {
  workspace: string;
  webhookId?: string | undefined;
  initial: ReplayView[];
  /** Null for readers who may only look. */
  cancel: ((id: string) => Promise<ActionResult<ReplayView>>) | null;
}

/** The replays that run now or have just ended, read again every second while one runs. */
export function ReplayProgress({ workspace, webhookId, initial, cancel }: Props) {
  const url = withQuery(dataPath(workspace, "replays"), { webhook: webhookId });
  const { data, refresh } = usePolledJson<{ data: ReplayView[] }>(
    url,
    (read) => {
      if (!read || read.data.length === 0) return null;
      return read.data.some(({ status }) => status === "running") ? RUNNING_MS : ENDED_MS;
    },
    { data: initial },
  );
  const replays = data?.data ?? [];
  const running = replays.filter(({ status }) => status === "running").length;
  const router = useRouter();
  const before = useRef(running);
  useEffect(() => {
    // One has ended: the list shows how it went.
    if (running < before.current) router.refresh();
    before.current = running;
  }, [running, router]);
  if (replays.length === 0) return null;
  return (
    <section aria-label="Replays" className="mb-3 grid gap-2">
      {replays.map((replay) => (
        <ReplayLine key={replay.id} replay={replay} cancel={cancel} refresh={refresh} />
      ))}
    </section>
  );
}

function ReplayLine({ replay, cancel, refresh }: { replay: ReplayView; cancel: Props["cancel"]; refresh: () => void }) {
  const [busy, setBusy] = useState(false);
  const isRunning = replay.status === "running";
  const share = replay.total === 0 ? 0 : Math.min(100, Math.round((100 * replay.replayed) / replay.total));

  async function stop() {
    setBusy(true);
    const result = await cancel?.(replay.id).catch(() => null);
    setBusy(false);
    if (!result?.ok) toast.error("Not canceled", result?.message ?? "The server could not be reached. Try again.");
    refresh();
  }

  return (
    <div className="panel grid gap-2 px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon status={replay.status} />
        <span role={isRunning ? undefined : "status"} className="min-w-0 flex-1 wrap-anywhere tabular-nums">
          {words(replay)}
        </span>
        {isRunning && (
          <span className="hidden text-xs text-ink-muted sm:inline">{replay.ratePerSecond} per second</span>
        )}
        {isRunning && cancel && (
          <Button size="sm" variant="ghost" busy={busy} onClick={stop}>
            {!busy && <Ban aria-hidden />} Cancel replay
          </Button>
        )}
      </div>
      {isRunning && (
        <div
          role="progressbar"
          aria-label="Replay"
          aria-valuenow={share}
          aria-valuemin={0}
          aria-valuemax={100}
          className="h-1 overflow-hidden rounded-full bg-line"
        >
          <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${share}%` }} />
        </div>
      )}
    </div>
  );
}

function Icon({ status }: { status: ReplayView["status"] }) {
  if (status === "running") return <LoaderCircle aria-hidden className="size-4 animate-spin text-accent" />;
  if (status === "succeeded") return <CircleCheck aria-hidden className="size-4 text-good" />;
  if (status === "failed") return <CircleX aria-hidden className="size-4 text-bad" />;
  return <Ban aria-hidden className="size-4 text-ink-muted" />;
}

function words({ status, replayed, total, totalIsExact, error }: ReplayView): string {
  const sent = plural(replayed, "delivery", "deliveries");
  const of = `${formatNumber(replayed)} of ${formatNumber(total)}${totalIsExact ? "" : "+"} deliveries`;
  if (status === "running") return `Replaying ${of}`;
  if (status === "succeeded") return `Replayed ${sent}.`;
  if (status === "canceled") return `Replay canceled after ${of}.`;
  return `Replay stopped after ${of}. ${error ?? ""}`;
}
