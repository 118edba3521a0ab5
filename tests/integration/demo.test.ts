import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { PRESETS } from "#lib/profiles/presets";
import { type Posthorn, startPosthorn } from "#tests/support/posthorn";

// What a newcomer finds after the first `npm start`, asked for as a program does.

interface Delivery {
  id: string;
  eventId: string;
  type: string;
  status: string;
  attemptCount: number;
}

async function keysOf({ dataDir }: Posthorn): Promise<[slug: string, apiKey: string][]> {
  const { products } = JSON.parse(await readFile(path.join(dataDir, "demo.json"), "utf8"));
  return Object.entries<{ apiKey: string }>(products).map(([slug, { apiKey }]) => [slug, apiKey]);
}

const ask = async ({ url }: Posthorn, apiKey: string, at: string) =>
  (await fetch(`${url}/api/v1${at}`, { headers: { authorization: `Bearer ${apiKey}` } })).json();

test("every demo workspace has a log of its product's own events: delivered, retried, failed for good; once", async () => {
  const first = await startPosthorn();
  await first.firstEvents;
  expect(first.output()).toContain("The demo's first events were published");
  const before = new Map<string, string[]>();
  for (const [slug, apiKey] of await keysOf(first)) {
    const deliveries = async (): Promise<Delivery[]> => (await ask(first, apiKey, "/deliveries?limit=100")).data;
    await vi.waitFor(async () => {
      const done = (await deliveries()).filter(({ status }) => status !== "pending");
      // CronDB waits 30 s before its first retry.
      expect(done.length, slug).toBeGreaterThanOrEqual((await deliveries()).length - (slug === "crondb" ? 1 : 0));
    }, 60_000);
    const all = await deliveries();
    const { eventTypes } = PRESETS[slug as keyof typeof PRESETS];
    expect(new Set(all.map(({ type }) => type)), slug).toEqual(new Set(eventTypes.map(({ name }) => name)));
    expect(all.filter(({ status }) => status === "failed")).toMatchObject([{ attemptCount: 2 }]);
    if (slug !== "crondb") {
      expect(all.filter(({ status, attemptCount }) => status === "succeeded" && attemptCount > 1)).toHaveLength(1);
    }
    expect(all.filter(({ status, attemptCount }) => status === "succeeded" && attemptCount === 1).length).toBe(
      Math.max(12, eventTypes.length) - 2,
    );
    // Its receiver found every signature valid, and is left as everybody expects it.
    const [inbox] = (await ask(first, apiKey, "/inboxes")).data;
    const { data: requests } = await ask(first, apiKey, `/inboxes/${inbox.id}/requests?limit=100`);
    expect(new Set(requests.map(({ signature }: { signature: { verdict: string } }) => signature.verdict))).toEqual(
      new Set(["valid"]),
    );
    expect(inbox.answer).toMatchObject({ status: 200 });
    const [webhook] = (await ask(first, apiKey, "/webhooks")).data;
    expect(webhook).toMatchObject({ status: "active", retrySchedule: null });
    before.set(slug, all.map(({ eventId }) => eventId).toSorted());
  }
  expect(await first.stop()).toBe(0);

  const again = await startPosthorn({ dataDir: first.dataDir });
  for (const [slug, apiKey] of await keysOf(again)) {
    const { data } = await ask(again, apiKey, "/events?limit=100");
    expect(data.map(({ id }: { id: string }) => id).toSorted(), slug).toEqual(before.get(slug));
  }
  expect(again.output()).not.toContain("first events");
  await again.remove();
}, 240_000);
