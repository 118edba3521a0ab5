"use client";

import { RunDetailView } from "#components/operator/run-detail";
import { LoadError } from "#components/ui/load-error";
import { Sheet } from "#components/ui/sheet";
import { Skeleton } from "#components/ui/skeleton";
import { usePolledJson } from "#components/use-polled-json";
import type { RunDetail } from "#lib/engine/engine-view";

const UNFINISHED_MS = 1_000;

interface Props {
  runId: string | null;
  names: Record<string, string>;
  onClose: () => void;
}

/** One run beside the list, read again every second until it has ended. */
export function RunSheet({ runId, names, onClose }: Props) {
  const url = runId && `/api/operator/engine/runs/${encodeURIComponent(runId)}`;
  const { data, error, refresh } = usePolledJson<RunDetail>(url, (run) =>
    run && run.finishedAt === null ? UNFINISHED_MS : null,
  );
  return (
    <Sheet open={runId !== null} onOpenChange={(open) => !open && onClose()} title="Run">
      {error && <LoadError error={error} retry={refresh} />}
      {data && <RunDetailView key={data.id} run={data} name={names[data.functionId] ?? data.functionId} />}
      {!data && !error && (
        <div className="grid gap-4 p-4" role="status" aria-label="Loading the run">
          <Skeleton className="h-5 w-44" />
          <Skeleton className="h-32" />
          <Skeleton className="h-40" />
        </div>
      )}
    </Sheet>
  );
}
