"use client";

import { ExternalEngine } from "#components/operator/external-engine";
import { FunctionTable } from "#components/operator/function-table";
import { QueueNumbers } from "#components/operator/queue-numbers";
import { Notice } from "#components/ui/notice";
import { usePolledJson } from "#components/use-polled-json";
import type { EngineView } from "#lib/engine/engine-view";

const EMBEDDED_MS = 2_000;
/** Only the next times of schedules change. */
const EXTERNAL_MS = 30_000;

/** The engine and its functions, read again every two seconds. */
export function EngineOverview({ initial }: { initial: EngineView }) {
  const { data, error } = usePolledJson<EngineView>(
    "/api/operator/engine",
    (engine) => (engine?.kind === "external" ? EXTERNAL_MS : EMBEDDED_MS),
    initial,
  );
  const engine = data ?? initial;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      {error && (
        <Notice tone="warn" alert title="These numbers are not fresh">
          {error} They are read again every few seconds.
        </Notice>
      )}
      {engine.kind === "embedded" ? <QueueNumbers queue={engine.queue} /> : <ExternalEngine server={engine.server} />}
      <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="text-base font-semibold">Functions</h2>
        <FunctionTable functions={engine.functions} numbers={engine.kind === "embedded" ? engine.numbers : null} />
      </section>
    </div>
  );
}
