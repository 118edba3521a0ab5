import type { ServerResponse } from "node:http";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";
import { createTestDatabase } from "#tests/support/database";
import {
  attemptsOf,
  deliverDue,
  deliveriesOf,
  prepareDispatch,
  publish,
  rowId,
  skipWaiting,
} from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

const DAY = 86_400;

async function setUp(answer?: Parameters<typeof startReceiver>[0], input: Partial<WebhookInput> = {}) {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver(answer);
  const { webhook } = await createTestWebhook(owner, { url: receiver.url, ...input });
  return { workspace, owner, receiver, webhook };
}

const healthOf = (id: string) => db().webhookHealth.findUniqueOrThrow({ where: { webhookId: rowId("webhook", id) } });
const secondsUntil = (date: Date | null | undefined) => ((date?.getTime() ?? 0) - Date.now()) / 1000;

describe("Retry-After", () => {
  // Faults 25 and 26, checklist 34 to 36. The profile's first delay is 5 s.
  test.each([
    [429, "120", 120, "the webhook"],
    [429, new Date(Date.now() + 3600_000).toUTCString(), 3600, "the webhook"],
    [429, "99999999", DAY, "the webhook"],
    [429, "0", 5, "the delivery"],
    // Asks to slow down, and not for how long.
    [429, null, 5, "the webhook"],
    [429, "-1", 5, "the webhook"],
    [429, "abc", 5, "the webhook"],
    [429, new Date(Date.now() - 3600_000).toUTCString(), 5, "the delivery"],
    [502, "120", 120, "the webhook"],
    [503, "120", 120, "the webhook"],
    [504, "120", 120, "the webhook"],
    [503, "abc", 5, "the delivery"],
    // On any other answer it is about that delivery alone.
    [500, "120", 120, "the delivery"],
    [404, "120", 120, "the delivery"],
    [302, "120", 120, "the delivery"],
  ] as const)("%i with %s: after about %i s, which counts as an attempt, for %s", async (...row) => {
    const [code, header, seconds, waiting] = row;
    const headers = header === null ? {} : { "retry-after": header };
    const { workspace, receiver, webhook } = await setUp(status(code, headers));
    await publish(workspace, {});
    await deliverDue();
    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery).toMatchObject({ status: "pending", attemptCount: 1, retryStep: 1 });
    const wait = secondsUntil(delivery?.nextAttemptAt);
    expect(wait).toBeGreaterThan(seconds * 0.9 - 20);
    expect(wait).toBeLessThan(seconds * 1.1 + 1);

    await publish(workspace, {});
    await deliverDue();
    const rests = waiting === "the webhook";
    expect(receiver.requests).toHaveLength(rests ? 1 : 2);
    expect((await healthOf(webhook.id)).waitReason).toBe(rests ? "retry_after" : null);
  });

  // Fault 26.
  test.each([502, 503, 504])("%i five times in a row opens the circuit, also without Retry-After", async (code) => {
    const { workspace, receiver, webhook } = await setUp(status(code));
    await publish(workspace, ...Array(40).fill({}));
    await deliverDue();
    expect(await healthOf(webhook.id)).toMatchObject({ waitReason: "circuit" });
    expect(receiver.requests.length).toBeLessThan(40);
    const untouched = (await deliveriesOf(webhook.id)).filter(({ attemptCount }) => attemptCount === 0);
    expect(untouched).toHaveLength(40 - receiver.requests.length);
  });

  test("longer than the circuit's own wait is kept when both apply", async () => {
    // None is answered before all have come, or the circuit would keep back the last.
    const others: ServerResponse[] = [];
    const { workspace, webhook } = await setUp((response) => {
      if (others.push(response) < 8) return;
      for (const other of others.slice(0, -1)) other.destroy();
      response.writeHead(503, { "retry-after": "600" }).end();
    });
    await publish(workspace, ...Array(8).fill({}));
    await deliverDue();
    const health = await healthOf(webhook.id);
    expect(health.waitReason).toBe("circuit");
    expect(secondsUntil(health.waitUntil)).toBeGreaterThan(500);
  });

  test("is not taken back by an answer to a request that was under way already", async () => {
    const { workspace, webhook } = await setUp((response, _request, nth) => {
      if (nth === 1) response.writeHead(429, { "retry-after": "120" }).end();
      else setTimeout(() => response.end(), 300);
    });
    await publish(workspace, {}, {}, {});
    await deliverDue();
    expect((await deliveriesOf(webhook.id)).filter(({ status }) => status === "succeeded")).toHaveLength(2);
    const health = await healthOf(webhook.id);
    expect(health.waitReason).toBe("retry_after");
    expect(secondsUntil(health.waitUntil)).toBeGreaterThan(100);
  });
});

describe("a schedule of one's own", () => {
  test.each([
    ["a list", { delaysSeconds: [60, 600] }, [60, 600, null]],
    ["an exponential", { firstSeconds: 10, factor: 3, capSeconds: 50, windowSeconds: 120 }, [10, 30, 50, null]],
    ["no retries", { delaysSeconds: [] }, [null]],
  ] as const)("%s is kept", async (_case, retrySchedule, delays) => {
    const { workspace, webhook } = await setUp(status(500), {
      retrySchedule:
        "delaysSeconds" in retrySchedule ? { delaysSeconds: [...retrySchedule.delaysSeconds] } : retrySchedule,
    });
    expect(webhook.retrySchedule).toEqual(retrySchedule);
    await publish(workspace, {});
    for (const delay of delays) {
      await deliverDue();
      const [delivery] = await deliveriesOf(webhook.id);
      expect(delivery?.status).toBe(delay === null ? "failed" : "pending");
      if (delay === null) break;
      const wait = secondsUntil(delivery?.nextAttemptAt);
      expect(wait).toBeGreaterThan(delay * 0.9 - 20);
      expect(wait).toBeLessThan(delay * 1.1 + 0.1);
      await skipWaiting();
    }
  });
});

describe("a rate limit", () => {
  test("spaces requests evenly across runs, also after a rest, and no second sees more", async () => {
    const { workspace, receiver, webhook } = await setUp(undefined, { rateLimit: 20 });
    await publish(workspace, ...Array(30).fill({}));
    while ((await deliveriesOf(webhook.id)).some(({ status }) => status === "pending")) {
      await deliverDue();
      if (receiver.requests.length === 30) await publish(workspace, ...Array(15).fill({}));
    }
    expect(receiver.requests).toHaveLength(45);
    // When they began: on a busy machine this process sees them arrive in bunches.
    const attempts = await db().attempt.findMany({
      where: { webhookId: rowId("webhook", webhook.id) },
      orderBy: { startedAt: "asc" },
    });
    const times = attempts.map(({ startedAt }) => startedAt.getTime());
    expect(times).toHaveLength(45);
    for (const from of times)
      expect(times.filter((time) => time >= from && time < from + 1000).length).toBeLessThanOrEqual(20);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(44 * 45);
  });

  test("below one per second is kept in the database, for whichever process comes next", async () => {
    const { workspace, receiver, webhook } = await setUp(undefined, { rateLimit: 0.5 });
    await publish(workspace, {}, {}, {});
    while ((await deliveriesOf(webhook.id)).some(({ status }) => status === "pending")) await deliverDue();
    const times = receiver.requests.map(({ receivedAt }) => receivedAt.getTime());
    expect(times).toHaveLength(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1990);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(1990);
    const health = await healthOf(webhook.id);
    expect(health).toMatchObject({ waitReason: "rate_limit", failingSince: null });
    expect(secondsUntil(health.waitUntil)).toBeGreaterThan(0);
  });

  test("of one per minute leaves the second delivery unclaimed, so that no lease runs out in a queue", async () => {
    const { workspace, receiver, webhook } = await setUp(undefined, { rateLimit: 1 / 60 });
    await publish(workspace, {}, {});
    await deliverDue();
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
    const waiting = (await deliveriesOf(webhook.id)).find(({ status }) => status === "pending");
    expect(waiting).toMatchObject({ leaseToken: null, attemptCount: 0 });
    expect(secondsUntil((await healthOf(webhook.id)).waitUntil)).toBeGreaterThan(30);
  });
});

test("maxInFlight is never exceeded", async () => {
  let open = 0;
  let most = 0;
  const { workspace, receiver } = await setUp(
    (response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end();
      }, 20);
    },
    { maxInFlight: 3 },
  );
  await publish(workspace, ...Array(30).fill({}));
  await deliverDue();
  expect(receiver.requests).toHaveLength(30);
  expect(most).toBeLessThanOrEqual(3);
});

describe("the circuit", () => {
  /** Resets every connection until it is well again. */
  function flaky() {
    const state = { away: true };
    const answer: Parameters<typeof startReceiver>[0] = (response) => {
      if (state.away) response.destroy();
      else response.end();
    };
    return { state, answer };
  }

  // Fault 27.
  test("opens, shows itself, lets one probe through at a time, and closes with the first success", async () => {
    const { state, answer } = flaky();
    const { workspace, owner, receiver, webhook } = await setUp(answer);
    await publish(workspace, ...Array(12).fill({}));
    await deliverDue();
    const open = (await getWebhook(owner, webhook.id)).health;
    expect(open).toMatchObject({ circuit: "open", waitReason: "circuit", lastErrorCode: "connection_closed" });
    expect(secondsUntil(new Date(open?.waitUntil ?? 0))).toBeGreaterThan(0);
    const { circuitOpenings } = await healthOf(webhook.id);

    await skipWaiting();
    expect((await getWebhook(owner, webhook.id)).health?.circuit).toBe("probing");
    const before = receiver.requests.length;
    await deliverDue();
    expect(receiver.requests.length).toBe(before + 1);
    expect(await healthOf(webhook.id)).toMatchObject({ circuitOpenings: circuitOpenings + 1, waitReason: "circuit" });

    state.away = false;
    await skipWaiting();
    await deliverDue();
    expect((await deliveriesOf(webhook.id)).every(({ status }) => status === "succeeded")).toBe(true);
    expect((await getWebhook(owner, webhook.id)).health).toMatchObject({
      circuit: "closed",
      failingSince: null,
      consecutiveFailures: 0,
      waitUntil: null,
    });
    const reasons = (await Promise.all((await deliveriesOf(webhook.id)).map(({ id }) => attemptsOf(id)))).flat();
    expect(reasons.filter(({ reason }) => reason === "probe").length).toBeGreaterThanOrEqual(2);
  });

  test("what was under way when it opened does not make it wait longer", async () => {
    const { workspace, webhook } = await setUp((response, _request, nth) => {
      setTimeout(() => response.destroy(), nth * 40);
    });
    await publish(workspace, ...Array(8).fill({}));
    await deliverDue();
    expect(await healthOf(webhook.id)).toMatchObject({ circuitOpenings: 1 });
  });

  test("is closed by resuming the webhook", async () => {
    const { answer } = flaky();
    const { workspace, owner, webhook } = await setUp(answer);
    await publish(workspace, ...Array(8).fill({}));
    await deliverDue();
    await db().webhook.update({ where: { id: rowId("webhook", webhook.id) }, data: { status: "disabled" } });
    await resumeWebhook(owner, webhook.id, { sendHeld: false });
    expect((await getWebhook(owner, webhook.id)).health).toMatchObject({ circuit: "closed", waitUntil: null });
  });
});
