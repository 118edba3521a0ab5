import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { throttles } from "#lib/deliveries/retry-policy";
import { type LaneVerdict, STALL_MS } from "#lib/dispatch/lane";

type Judged = Pick<AttemptOutcome, "errorCode" | "totalMs" | "result">;

/** Whether the receiver let us wait until our deadline: it took the connection and said nothing, or not even took it. */
export function hung({ errorCode, totalMs }: Pick<Judged, "errorCode" | "totalMs">): boolean {
  return errorCode === "timeout" || (errorCode === "tls_error" && totalMs > STALL_MS);
}

/** What an attempt tells its webhook's lane. One that broke off tells nothing. */
export function laneVerdict(outcome: Judged | undefined): LaneVerdict {
  if (!outcome) return "failed";
  if (outcome.errorCode === null) return "succeeded";
  if (hung(outcome)) return "hung";
  const status = outcome.result?.response?.status;
  return status !== undefined && throttles(status) ? "throttled" : "failed";
}
