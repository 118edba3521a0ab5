import { publicId } from "#lib/ids";
import type { ReplayKind } from "#lib/replays/replay-options";
import type { Replay, ReplayStatus } from "#prisma/client";

/** A bulk replay as API and UI show it. */
export interface ReplayView {
  id: string;
  /** Null when it goes to all active webhooks of the workspace. */
  webhookId: string | null;
  kind: ReplayKind;
  status: ReplayStatus;
  /** Deliveries that matched when it began. */
  total: number;
  /** Whether `total` is all of them; a large replay counts to the end once it runs. */
  totalIsExact: boolean;
  replayed: number;
  ratePerSecond: number;
  /** Why it stopped early. */
  error: string | null;
  createdAt: string;
  completedAt: string | null;
}

export function replayView(row: Replay): ReplayView {
  return {
    id: publicId("replay", row.id),
    webhookId: row.webhookId && publicId("webhook", row.webhookId),
    kind: (row.filter as { kind?: ReplayKind }).kind ?? "matching",
    status: row.status,
    total: row.total,
    totalIsExact: row.counted,
    replayed: row.replayed,
    ratePerSecond: row.ratePerSecond,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
