import "server-only";
import { isDatabaseReady } from "#lib/database/is-database-ready";
import { clockProblem, measureClockSkew } from "#lib/health/clock-skew";

export interface Readiness {
  /** `degraded`: it serves, and somebody has to look. */
  status: "ready" | "degraded" | "unavailable";
  /** What the operator has to do, a sentence each. */
  problems: string[];
}

/** Whether this process can do its work: the database answers and has our tables. A wrong clock is no reason to refuse events. */
export async function readiness(): Promise<Readiness> {
  if (!(await isDatabaseReady())) {
    return { status: "unavailable", problems: ["The database does not answer, or has not been migrated."] };
  }
  const problem = await measureClockSkew().then(clockProblem, () => null);
  return problem ? { status: "degraded", problems: [problem] } : { status: "ready", problems: [] };
}
