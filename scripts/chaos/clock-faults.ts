import { judge, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { resultOf } from "#scripts/chaos/process-faults";
import type { Manner, Target } from "#scripts/chaos/receiver";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const SHIFT_MS = 10 * 60_000;
const PRELOAD = ["--import", "./scripts/chaos/shifted-clock.mjs"];
/** The first retry comes a second after the failure, less the jitter; the sweep would need longer than this. */
const EARLIEST_RETRY_MS = 800;
const LATEST_RETRY_MS = 5_000;
const EVENTS = 20;

/** Fails the first request of every message. */
const failsFirst =
  (target: () => Target): Manner =>
  (response, request) => {
    const isFirst = target().ledger.get(String(request.headers["webhook-id"]))?.count === 1;
    response.writeHead(isFirst ? 500 : 200).end();
  };

export const clockMoved: Scenario = {
  name: "12: the worker's clock moved by +10 and by −10 minutes",
  async run({ instance, receivers }) {
    const problems: string[] = [];
    const results = [];
    for (const shiftMs of [SHIFT_MS, -SHIFT_MS]) {
      await instance.worker.end("SIGTERM");
      await instance.worker.start(PRELOAD, { CHAOS_CLOCK_MS: String(shiftMs) });
      const customer = await Customer.create(instance, receivers);
      const webhook: { target: Target } = await customer.addWebhook(failsFirst(() => webhook.target));
      const { target } = webhook;
      const stop = customer.publisher.steadily(5);
      await until("events are accepted", () => customer.publisher.ledger.size >= EVENTS);
      await stop();
      await settled(customer);
      for (const { firstAt, lastAt } of target.ledger.values()) {
        const waited = lastAt - firstAt;
        if (waited < EARLIEST_RETRY_MS || waited > LATEST_RETRY_MS) problems.push(`a retry came after ${waited} ms`);
      }
      // Receivers see at once that something is wrong: every signature is of another time, and correct but for that.
      const visible = target.objections.filter((text) => /timestamp/i.test(text)).length;
      if (visible !== target.total) problems.push(`${visible} of ${target.total} requests had a foreign timestamp`);
      target.objections.length = 0;
      results.push({ customer, result: await judge(customer, { inFlight: target.ledger.size }) });
    }
    await instance.worker.end("SIGTERM");
    await instance.worker.start();
    problems.push(...results.flatMap(({ result }) => result));
    const [first, second] = results.map(({ customer }) => resultOf(customer, null, "", []));
    return {
      accepted: (first?.accepted ?? 0) + (second?.accepted ?? 0),
      delivered: (first?.delivered ?? 0) + (second?.delivered ?? 0),
      duplicates: 0,
      inFlight: null,
      note: "retries kept to the database's clock",
      problems,
    };
  },
};
