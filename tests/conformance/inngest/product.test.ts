import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Demo, startPosthorn } from "#tests/support/posthorn";
import { startReceiver, status } from "#tests/support/receiver";

/** Posthorn as `npm start` runs it, with the server at `INNGEST_BASE_URL` in place of the embedded engine. */
describe("Posthorn on a real Inngest server", () => {
  let posthorn: Awaited<ReturnType<typeof startPosthorn>>;
  let product: Demo["products"][string];
  const signed = Boolean(process.env.INNGEST_SIGNING_KEY);
  const patience = { timeout: 60_000, interval: 50 };

  beforeAll(async () => {
    const { INNGEST_BASE_URL: address = "" } = process.env;
    posthorn = await startPosthorn({ env: signed ? {} : { INNGEST_DEV: address } });
    const demo: Demo = JSON.parse(await readFile(path.join(posthorn.dataDir, "demo.json"), "utf8"));
    product = demo.products.acme as Demo["products"][string];
  }, 240_000);
  afterAll(() => posthorn.remove());

  async function call<Answer>(method: string, route: string, body?: unknown, key = product.apiKey): Promise<Answer> {
    const answer = await fetch(`${posthorn.url}/api/v1${route}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(answer.status, `${method} ${route}`).toBeLessThan(300);
    return (await answer.json()) as Answer;
  }

  const publish = (n: number) =>
    call("POST", "/events", { workspace: product.workspace, type: "invoice.paid", data: { n } }, product.publishKey);

  test("publishes, delivers, retries at the time of the retry, and replays", async () => {
    const receiver = await startReceiver();
    const webhook = await call<{ id: string }>("POST", "/webhooks", {
      name: "On a real server",
      url: receiver.url,
      eventTypes: ["*"],
    });
    await publish(1);
    await expect.poll(() => receiver.requests.length, patience).toBe(1);

    receiver.answerWith((response, request, nth) => status(nth === 2 ? 500 : 200)(response, request, nth));
    await publish(2);
    await expect.poll(() => receiver.requests.length, patience).toBe(3);
    const [, failed, retried] = receiver.requests;
    expect(retried?.headers["webhook-id"]).toBe(failed?.headers["webhook-id"]);
    const waited = Number(retried?.receivedAt) - Number(failed?.receivedAt);
    // The demo's first delay is 5 s ± 10 %; the wake for it is an event with a future timestamp.
    expect(waited).toBeGreaterThan(4_000);
    expect(waited).toBeLessThan(15_000);

    type Page = { data: { id: string; status: string }[] };
    const deliveries = async () => (await call<Page>("GET", `/deliveries?webhook=${webhook.id}`)).data;
    const statuses = async () => (await deliveries()).map((delivery) => delivery.status);
    await expect.poll(statuses, patience).toEqual(["succeeded", "succeeded"]);
    await call("POST", `/deliveries/${(await deliveries())[0]?.id}/replay`);
    await expect.poll(() => receiver.requests.length, patience).toBe(4);
    // A bulk replay is a function of its own, with a step per batch.
    await call("POST", `/webhooks/${webhook.id}/replay`, {
      status: "succeeded",
      since: new Date(Date.now() - 3_600_000).toISOString(),
    });
    await expect.poll(() => receiver.requests.length, patience).toBe(6);
    expect(await statuses()).toHaveLength(2);
  });

  test.runIf(signed)("takes neither calls nor registrations without a signature", async () => {
    const address = `${posthorn.url}/api/inngest`;
    const search = "?fnId=posthorn-dispatch-shard&stepId=step";
    const body = JSON.stringify({ event: {}, events: [], steps: {}, ctx: { run_id: "r" } });
    const headers = { "content-type": "application/json" };
    expect((await fetch(address + search, { method: "POST", headers, body })).status).toBe(401);
    expect((await fetch(address, { method: "PUT" })).status).toBe(401);
    expect((await fetch(address)).status).toBe(401);
    const forged = { ...headers, "x-inngest-signature": `t=${Math.floor(Date.now() / 1000)}&s=${"0".repeat(64)}` };
    expect((await fetch(address + search, { method: "POST", headers: forged, body })).status).toBe(401);
  });
});
