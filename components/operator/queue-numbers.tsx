import { Notice } from "#components/ui/notice";
import { NumbersPanel } from "#components/ui/numbers-panel";
import type { QueueView } from "#lib/engine/engine-view";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";

/** Above this something is wrong: work that is due begins within milliseconds. */
const LATE_MS = 10_000;

/** What the engine has left to do, in six numbers. */
export function QueueNumbers({ queue }: { queue: QueueView }) {
  const numbers = [
    { label: "Workers", value: formatNumber(queue.workers) },
    { label: "Running now", value: formatNumber(queue.running) },
    { label: "Due", value: formatNumber(queue.due) },
    { label: "Oldest due", value: queue.due > 0 ? formatMs(queue.oldestDueMs) : "–" },
    { label: "Waiting for a slot", value: formatNumber(queue.waitingForSlot) },
    { label: "For later", value: formatNumber(queue.scheduled) },
  ];
  return (
    <div className="grid gap-3">
      <NumbersPanel label="Queue" numbers={numbers} />
      {queue.workers === 0 && (
        <Notice tone="bad" title="No worker process lives">
          Nothing is delivered until one starts: see its log, or run <code className="font-mono">npm start</code>.
        </Notice>
      )}
      {queue.workers > 0 && queue.oldestDueMs > LATE_MS && (
        <Notice tone="warn" title="Work that is due has to wait">
          The workers do not keep up. Start another worker process on this database, or look for what keeps them busy
          below.
        </Notice>
      )}
    </div>
  );
}
