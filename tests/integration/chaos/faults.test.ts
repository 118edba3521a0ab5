import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { killedBeforeCommit } from "#scripts/chaos/commit-faults";
import { databaseCrashes } from "#scripts/chaos/database-faults";
import { Instance } from "#scripts/chaos/instance";
import { killWeb, killWorker } from "#scripts/chaos/process-faults";
import { Receivers } from "#scripts/chaos/receiver";
import { hanging } from "#scripts/chaos/receiver-faults";
import { edited, paused, sameEvent } from "#scripts/chaos/state-faults";
import { readOnly } from "#scripts/chaos/storage-faults";

// The short form of `npm run test:chaos` (docs/chaos.md): some of its faults on the same real processes, once each and
// with less load.
const SCALE = 0.2;
const TIMEOUT_MS = 120_000;

describe("faults", () => {
  const receivers = new Receivers();
  let instance: Instance;

  beforeAll(async () => {
    await receivers.listen();
    instance = await Instance.start();
  }, TIMEOUT_MS);

  afterAll(async () => {
    await instance.stop();
    receivers.close();
  }, TIMEOUT_MS);

  test.each([killWorker, killedBeforeCommit, killWeb, databaseCrashes, readOnly, hanging, paused, edited, sameEvent])(
    "$name",
    async ({ run }) => {
      const { problems, accepted } = await run({ instance, receivers, scale: SCALE });
      expect(problems).toEqual([]);
      expect(accepted).toBeGreaterThan(0);
      expect(instance.crashes).toBe(0);
    },
    TIMEOUT_MS,
  );
});
