import type { Instance } from "#scripts/chaos/instance";
import type { Receivers } from "#scripts/chaos/receiver";

export interface ChaosContext {
  instance: Instance;
  receivers: Receivers;
  /** 1 for the whole run; less load and shorter faults below. */
  scale: number;
}

export interface ChaosResult {
  accepted: number;
  delivered: number;
  duplicates: number;
  /** Requests in flight when the faults struck; null where nothing was killed. */
  inFlight: number | null;
  /** What else was measured. */
  note: string;
  /** What the oracles found wrong. */
  problems: string[];
}

/** A fault, the load it happens under, and the judgement afterwards. */
export interface Scenario {
  /** Begins with the numbers of RELIABILITY.md §6. */
  name: string;
  run(context: ChaosContext): Promise<ChaosResult>;
}
