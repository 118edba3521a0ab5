import { databaseCrashes, databaseStops } from "#scripts/chaos/database-faults";
import { deploy, engineStopped, frozenWorker, killWeb, killWorker } from "#scripts/chaos/process-faults";
import type { Scenario } from "#scripts/chaos/scenario";

export const SCENARIOS: Scenario[] = [
  killWorker,
  killWeb,
  databaseStops,
  databaseCrashes,
  engineStopped,
  deploy,
  frozenWorker,
];
