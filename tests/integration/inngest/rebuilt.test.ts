import { expect, test, vi } from "vitest";
import { log } from "#lib/log";
import { createRig } from "#tests/integration/inngest/rig";

const rig = await createRig();
const patience = { timeout: 30_000, interval: 100 };
const greet = rig.client.createFunction({ id: "greet", triggers: [{ event: "t/greet" }] }, async ({ step }) =>
  step.run("say", () => "hello"),
);
const ended = async () => (await rig.runs("greet")).map(({ status }) => status);

// Fault 5: graphile-worker would keep the refusal of its first statement for ever.
test("a queue whose first statement is refused fetches jobs once the database takes it", async () => {
  const first = await rig.start([greet]);
  await first.stop(1_000);
  const failed = vi.spyOn(log(), "error");
  await rig.pool.query("ALTER TABLE posthorn_engine_queue._private_tasks RENAME TO away");
  await rig.start([greet]);
  const refusals = () => failed.mock.calls.filter(([, message]) => /fetching jobs/.test(String(message))).length;
  await expect.poll(refusals, patience).toBeGreaterThan(0);
  await rig.pool.query("ALTER TABLE posthorn_engine_queue.away RENAME TO _private_tasks");
  await rig.client.send({ name: "t/greet", data: {} });
  await expect.poll(ended, patience).toEqual(["completed"]);
});

// Faults 7 and 13.
test("tables that vanish under a running engine are made anew, and new runs end", async () => {
  await rig.start([greet]);
  await rig.pool.query("DROP SCHEMA posthorn_engine, posthorn_engine_queue CASCADE");
  const send = () =>
    rig.client.send({ name: "t/greet", data: {} }).then(
      () => true,
      () => false,
    );
  await expect.poll(send, patience).toBe(true);
  await expect.poll(async () => (await ended()).includes("completed"), patience).toBe(true);
});
