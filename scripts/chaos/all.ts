import { recovers, replayed } from "#scripts/chaos/backlog-faults";
import { clockMoved } from "#scripts/chaos/clock-faults";
import { killedBeforeCommit, killedBeforeWake } from "#scripts/chaos/commit-faults";
import { databaseCrashes, databaseStops } from "#scripts/chaos/database-faults";
import { engineCutOff, engineStopped, engineWiped } from "#scripts/chaos/engine-faults";
import { deploy, frozenWorker, killWeb, killWorker } from "#scripts/chaos/process-faults";
import { burst, hanging, misbehaving, noisyNeighbour } from "#scripts/chaos/receiver-faults";
import { purgedWhileRead } from "#scripts/chaos/retention-faults";
import type { Scenario } from "#scripts/chaos/scenario";
import { edited, paused, rotated, sameEvent } from "#scripts/chaos/state-faults";
import { diskFull, readOnly } from "#scripts/chaos/storage-faults";

/** In this order, on one instance: what a fault left behind would harm the next. */
export const SCENARIOS: Scenario[] = [
  killWorker,
  killedBeforeCommit,
  killWeb,
  killedBeforeWake,
  databaseStops,
  databaseCrashes,
  readOnly,
  diskFull,
  engineStopped,
  engineCutOff,
  engineWiped,
  deploy,
  frozenWorker,
  clockMoved,
  misbehaving,
  hanging,
  noisyNeighbour,
  burst,
  recovers,
  replayed,
  purgedWhileRead,
  rotated,
  paused,
  edited,
  sameEvent,
];
