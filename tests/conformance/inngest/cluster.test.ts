import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { judge, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { Receivers } from "#scripts/chaos/receiver";
import { until } from "#scripts/chaos/until";
import { Cluster } from "#tests/conformance/inngest/cluster";

const { INNGEST_BIN: binary, INNGEST_REDIS_URI: redisUrl } = process.env;
const PER_SECOND = 20;
const STILL_MS = 15_000;

/**
 * Two replicas on a server that this suite may kill and empty: `INNGEST_BIN` is an `inngest` binary, and with
 * `INNGEST_REDIS_URI` (a Redis that it may empty) the server runs on Postgres and Redis. Every accepted event must arrive
 * at every webhook once, whatever happens to the server. Times are those of the fault, not limits.
 */
describe.runIf(binary)(
  `two replicas on ${redisUrl ? "Postgres and Redis" : "SQLite"}`,
  () => {
    let cluster: Cluster;
    let receivers: Receivers;
    let customer: Customer;
    let stopPublishing: () => Promise<void>;

    beforeAll(async () => {
      receivers = new Receivers();
      await receivers.listen();
      cluster = await Cluster.start(String(binary), redisUrl);
    }, 300_000);
    afterAll(async () => {
      await cluster?.stop();
      receivers?.close();
    }, 60_000);

    beforeEach(async () => {
      customer = await Customer.create(cluster, receivers);
      for (let n = 0; n < 4; n++) await customer.addWebhook();
      stopPublishing = customer.publisher.steadily(PER_SECOND);
      await goesOn();
    });
    afterEach(() => customer.publisher.close());

    /** Waits until another second's worth of events has arrived. */
    const goesOn = () => {
      const goal = customer.delivered + PER_SECOND * customer.webhooks.length;
      return until("deliveries go on", () => customer.delivered >= goal);
    };

    /** What the ledgers say when all has come to rest. `since` is when the last fault was over. */
    async function verdict(since: number) {
      await goesOn();
      const caughtUpMs = Date.now() - since;
      await stopPublishing();
      await settled(customer);
      const problems = await judge(customer, { inFlight: 0, recoveredAt: since });
      const { publisher, delivered, duplicates } = customer;
      console.log(expect.getState().currentTestName, {
        accepted: publisher.ledger.size,
        delivered,
        duplicates,
        caughtUpMs,
        calls: [...cluster.calls.served],
      });
      return problems;
    }

    /** Waits, and makes sure that meanwhile events were accepted and, once runs under way had ended, nothing was sent. */
    async function standsStillFor(ms: number) {
      await sleep(ms - STILL_MS);
      const { delivered, publisher } = customer;
      const accepted = publisher.ledger.size;
      await sleep(STILL_MS);
      expect(customer.delivered).toBe(delivered);
      expect(publisher.ledger.size).toBeGreaterThan(accepted);
    }

    test("share the load", async () => {
      await sleep(10_000);
      expect(await verdict(Date.now())).toEqual([]);
      for (const connections of cluster.calls.served) expect(connections).toBeGreaterThan(0);
    });

    test("deliver, retry and replay", async () => {
      const refusing = await customer.addWebhook((response) => response.writeHead(500).end());
      await until("a delivery was tried twice", () =>
        [...refusing.target.ledger.values()].some(({ count }) => count > 1),
      );
      refusing.target.manner = (response) => response.end("ok");
      expect(
        (await verdict(Date.now())).filter((problem) => !problem.startsWith("I3") && !problem.includes(refusing.id)),
      ).toEqual([]);
      const answer = await fetch(`${cluster.url}/api/v1/webhooks/${customer.webhooks[0]?.id}/replay`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${await customer.workspace.apiKey()}`,
          "content-type": "application/json",
        },
        body: JSON.stringify({ status: "succeeded", since: new Date(Date.now() - 3_600_000).toISOString() }),
      });
      expect(answer.status).toBe(202);
      const ledger = customer.webhooks[0]?.target.ledger ?? new Map();
      await until("all were sent again", () => [...ledger.values()].every(({ count }) => count === 2));
    });

    test("lose nothing when the server is killed and comes back", async () => {
      await cluster.server.kill();
      await sleep(10_000);
      await cluster.server.start();
      expect(await verdict(Date.now())).toEqual([]);
    });

    test("lose nothing when the server is killed and all that it knew is gone", async () => {
      await cluster.server.kill();
      await cluster.server.wipe();
      await sleep(5_000);
      await cluster.server.start();
      expect(await verdict(Date.now())).toEqual([]);
    });

    test("lose nothing when the server is away for a minute", async () => {
      await cluster.server.kill();
      await standsStillFor(60_000);
      await cluster.server.start();
      expect(await verdict(Date.now())).toEqual([]);
    });

    test("lose nothing when the server cannot reach the replicas for longer than it tries", async () => {
      cluster.calls.cut();
      // dispatch-shard is tried again once, after 15 to 45 s: its runs fail for good.
      await standsStillFor(60_000);
      cluster.calls.join();
      expect(await verdict(Date.now())).toEqual([]);
    });

    test("lose nothing when they move to the embedded engine and back, one after the other", async () => {
      await cluster.moveTo("embedded");
      await goesOn();
      await cluster.server.kill();
      await goesOn();
      await cluster.server.start();
      await cluster.moveTo("server");
      const problems = await verdict(Date.now());
      expect(problems).toEqual([]);
    });
  },
  300_000,
);
