/** One thing that an operator relies on. */
export interface HealthCheck {
  /** Stable, e.g. `dispatch`. */
  id: string;
  label: string;
  /** `warn`: look at it today. `bad`: something does not work now. */
  status: "ok" | "warn" | "bad";
  /** How it is, in a few words. */
  summary: string;
  /** What to do; null when nothing is. */
  advice: string | null;
}

/** A dispatcher and what waits for it. */
export interface ShardView {
  id: number;
  /** Whether it serves webhooks that hang. */
  slow: boolean;
  wanted: boolean;
  running: boolean;
  pending: number;
  /** For how long the oldest delivery that could be sent has waited; null when none could. */
  oldestDueSeconds: number | null;
}

/** What waits for a workspace or webhook. */
export interface BacklogView {
  id: string;
  name: string;
  pending: number;
  oldestDueSeconds: number | null;
}

/** A webhook that only fails. */
export interface FailingView {
  id: string;
  name: string;
  workspace: { slug: string; name: string };
  failingSince: string;
  lastErrorCode: string | null;
  lastResponseStatus: number | null;
}

/** A deleted workspace whose logs are still being purged. */
export interface PurgeView {
  slug: string;
  name: string;
  deletedAt: string;
  purgedDeliveries: number;
  purgedEvents: number;
  /** Rows that are left, up to COUNT_MAX. */
  left: number;
}

export interface InstanceHealth {
  status: HealthCheck["status"];
  checkedAt: string;
  /** The worst first. */
  checks: HealthCheck[];
  shards: ShardView[];
  backlog: {
    pending: number;
    /** Whether there is more than was counted. */
    more: boolean;
    workspaces: BacklogView[];
    webhooks: (BacklogView & { workspace: { slug: string; name: string } })[];
  };
  failing: FailingView[];
  purges: PurgeView[];
  versions: { posthorn: string; node: string; postgres: string };
}

const SEVERITY = { ok: 0, warn: 1, bad: 2 } as const;

/** The worst of all, and the checks in the order in which somebody has to look at them. */
export function rankChecks(checks: readonly HealthCheck[]): Pick<InstanceHealth, "status" | "checks"> {
  const ranked = checks.toSorted((a, b) => SEVERITY[b.status] - SEVERITY[a.status]);
  return { status: ranked[0]?.status ?? "ok", checks: ranked };
}
