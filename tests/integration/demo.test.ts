import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { PRESETS } from "#lib/profiles/presets";
import { type Posthorn, startPosthorn } from "#tests/support/posthorn";

// What a newcomer finds after the first `npm start`, asked for as a program does.

interface Delivery {
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

test("every product's demo has a log of its own events, one of them failing first; acme's is empty", async () => {
  const first = await startPosthorn();
  for (const [slug, apiKey] of await keysOf(first)) {
    const deliveries = async (): Promise<Delivery[]> => (await ask(first, apiKey, "/deliveries?limit=100")).data;
    if (slug === "acme") {
      expect((await ask(first, apiKey, "/events")).data).toEqual([]);
      continue;
    }
    const { eventTypes } = PRESETS[slug as keyof typeof PRESETS];
    const total = Math.max(12, eventTypes.length);
    // The one that fails is retried as the product says, CronDB's after 30 s: it may still wait here.
    await vi.waitFor(
      async () => {
        const all = await deliveries();
        expect(all.filter(({ status, attemptCount }) => status === "succeeded" && attemptCount === 1)).toHaveLength(
          total - 1,
        );
        expect(all.filter(({ status }) => status === "failed")).toEqual([]);
        expect(Math.max(...all.map(({ attemptCount }) => attemptCount)), slug).toBeGreaterThan(0);
      },
      { timeout: 60_000, interval: 500 },
    );
    expect(new Set((await deliveries()).map(({ type }) => type))).toEqual(new Set(eventTypes.map(({ name }) => name)));
    const [inbox] = (await ask(first, apiKey, "/inboxes")).data;
    const { data: requests } = await ask(first, apiKey, `/inboxes/${inbox.id}/requests?limit=100`);
    expect(new Set(requests.map(({ signature }: { signature: { verdict: string } }) => signature.verdict))).toEqual(
      new Set(["valid"]),
    );
  }
  expect(await first.stop()).toBe(0);

  const again = await startPosthorn({ dataDir: first.dataDir });
  for (const [slug, apiKey] of await keysOf(again)) {
    const { data } = await ask(again, apiKey, "/events?limit=100");
    const types = PRESETS[slug as keyof typeof PRESETS].eventTypes.length;
    expect(data, slug).toHaveLength(slug === "acme" ? 0 : Math.max(12, types));
  }
  await again.remove();
}, 240_000);
