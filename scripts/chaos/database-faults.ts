import { setTimeout as sleep } from "node:timers/promises";
import { judge, settled } from "#scripts/chaos/check";
import { received } from "#scripts/chaos/customer";
import { endLeases, resultOf, seconds, underLoad } from "#scripts/chaos/process-faults";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const AWAY_MS = 3_000;

function restart(how: "fast" | "immediate"): Scenario {
  return {
    name: `4: PostgreSQL stopped (${how}) under load, and started again`,
    async run(context) {
      const { instance, scale } = context;
      const { customer, stop, delivers } = await underLoad(context);
      const crashesBefore = instance.crashes;
      // Whatever was received from just before the stop on may not have been written.
      const before = received(customer);
      await sleep(500);
      await instance.stopDatabase(how);
      await until("publishing is answered 503", () => customer.publisher.refused("503") > 0);
      await sleep(AWAY_MS);
      await until("no request is under way", () => customer.webhooks.every(({ target }) => target.open === 0));
      const inFlight = received(customer) - before;
      const startedAt = Date.now();
      await instance.startDatabase();
      const recoveredAt = Date.now();
      if (scale < 1) {
        await sleep(2_000);
        await endLeases();
      }
      await delivers();
      const deliversAt = Date.now();
      await stop();
      await settled(customer);
      const problems = await judge(customer, { inFlight, recoveredAt, mayExceedLog: true });
      if (instance.crashes > crashesBefore) problems.push(`${instance.crashes - crashesBefore} processes ended`);
      const note = `${customer.publisher.refused("503")} publishes answered 503; PostgreSQL was up in ${seconds(recoveredAt - startedAt)}, deliveries went on ${seconds(deliversAt - recoveredAt)} later`;
      return resultOf(customer, inFlight, note, problems);
    },
  };
}

export const databaseStops = restart("fast");
export const databaseCrashes = restart("immediate");
