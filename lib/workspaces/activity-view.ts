/** Counting stops here: what matters beyond is that it is much. */
export const COUNT_MAX = 10_000;

/** What goes on in a workspace, for its operator: numbers, and nothing of what its events say. */
export interface OperatedActivity {
  /** Deliveries that wait for an attempt, and that are held; up to COUNT_MAX. */
  pending: number;
  held: number;
  /** Attempts of the last 24 hours. */
  attempts24h: { succeeded: number; failed: number };
  webhooks: { active: number; paused: number; disabled: number; failing: number };
  keys: number;
  /** Webhooks that only fail, the longest first, at most ten. */
  failing: { id: string; name: string; failingSince: string; lastErrorCode: string | null }[];
}
