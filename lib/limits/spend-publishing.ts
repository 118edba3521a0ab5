import "server-only";
import { config } from "#lib/config";
import { type Levels, spendAll } from "#lib/limits/spend";

/**
 * Takes one unit per event from the publish key's quota and from that of each workspace concerned.
 *
 * @throws {AppError} `rate_limited`; then nothing was taken
 */
export function spendPublishing(
  { keyId, levels }: { keyId?: string; levels?: Levels },
  events: readonly { workspaceId: string }[],
): void {
  if (keyId === undefined) return;
  const quota = { units: config().publishRate, windowMs: 1000 };
  const perWorkspace = new Map<string, number>();
  for (const { workspaceId } of events) perWorkspace.set(workspaceId, (perWorkspace.get(workspaceId) ?? 0) + 1);
  const [fullest] = [...perWorkspace].toSorted(([, a], [, b]) => b - a);
  const workspaces = [...perWorkspace].map(([holder, cost]) => ({ name: "publish-workspace", holder, quota, cost }));
  const noted: Levels = [];
  try {
    spendAll([{ name: "publish-key", holder: keyId, quota, cost: events.length }, ...workspaces], noted);
  } finally {
    // A batch may be for a thousand workspaces: the one it has most for tells enough.
    levels?.push(...noted.filter(({ claim }) => claim.name === "publish-key" || claim.holder === fullest?.[0]));
  }
}
