import { cron } from "inngest";
import { expect, test } from "vitest";
import { createRig } from "#tests/integration/inngest/rig";

test("a schedule starts one run per time, also on several engines and for the minute missed in a restart", async () => {
  const rig = await createRig();
  const functions = [
    rig.client.createFunction({ id: "minutely", triggers: [cron("* * * * *")] }, async ({ event }) => event),
  ];
  const first = await rig.start(functions);
  await first.stop(1_000);
  // As if that had been a minute and a half ago; graphile-worker compares with this to see what was missed.
  await rig.pool.query(
    "UPDATE posthorn_engine_queue._private_known_crontabs SET known_since = now() - interval '90 seconds', last_execution = NULL",
  );
  await Promise.all([rig.start(functions), rig.start(functions)]);

  const runs = await rig.finished("minutely");
  expect(runs[0]?.output).toMatchObject({ name: "inngest/scheduled.timer", data: { cron: "* * * * *" } });
  const times = runs.map((run) => (run.output as { ts: number }).ts);
  expect(times.every((time) => time % 60_000 === 0)).toBe(true);
  expect(new Set(times).size).toBe(times.length);
});
