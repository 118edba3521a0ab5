import { publicId } from "#lib/ids";
import type { Replay, ReplayStatus } from "#prisma/client";

/** A bulk replay as API and UI show it. */
export interface ReplayView {
  id: string;
  webhookId: string | null;
  status: ReplayStatus;
  /** Deliveries that matched when it began. */
  total: number;
  replayed: number;
  /** Why it stopped early. */
  error: string | null;
  createdAt: string;
  completedAt: string | null;
}

export function replayView(row: Replay): ReplayView {
  return {
    id: publicId("replay", row.id),
    webhookId: row.webhookId && publicId("webhook", row.webhookId),
    status: row.status,
    total: row.total,
    replayed: row.replayed,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
