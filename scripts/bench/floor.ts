// The floor: what this machine does with the same SQL, the same signature and nothing else. One process claims, signs,
// posts over kept-alive connections and records, without Inngest, lanes, egress guard or engine.
import { Pool } from "undici";
import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { recordAttempts } from "#lib/attempts/record-attempts";
import { renderBody } from "#lib/deliveries/render-body";
import { type ClaimedDelivery, claimDeliveries } from "#lib/dispatch/claim";
import { allShards } from "#lib/dispatch/shards";
import { loadProfiles, loadWebhookConfigs } from "#lib/dispatch/webhook-configs";
import { publicId } from "#lib/ids";
import { signatureHeaders } from "#lib/signing/sign";

const IN_FLIGHT = 256;
const CLAIM = 256;
const RECORD = 256;

const pool = new Pool(process.argv[2] ?? "", { connections: IN_FLIGHT, pipelining: 1 });
const queue: ClaimedDelivery[] = [];
const done: AttemptOutcome[] = [];
/** Those that may have work left, the next to claim from first. */
const shards: number[] = [];

/** Claims from one shard after another until none has anything left. */
async function refill(): Promise<void> {
  while (queue.length < CLAIM) {
    const shard = shards.shift();
    if (shard === undefined) return;
    const { deliveries } = await claimDeliveries({
      shard,
      limit: CLAIM,
      afterWebhookId: "00000000-0000-0000-0000-000000000000",
      rooms: new Map(),
      defaultRoom: CLAIM,
      leaseMs: 60_000,
      processId: null,
    });
    if (deliveries.length > 0) shards.push(shard);
    await Promise.all([loadWebhookConfigs(deliveries), loadProfiles(deliveries)]);
    queue.push(...deliveries);
  }
}

async function deliver(delivery: ClaimedDelivery): Promise<void> {
  const [webhooks, profiles] = await Promise.all([loadWebhookConfigs([delivery]), loadProfiles([delivery])]);
  const webhook = webhooks.get(delivery.webhookId);
  const profile = profiles.get(delivery.profileId);
  if (!webhook || !profile) throw new Error("The benchmark's webhook is missing.");
  const startedAt = new Date();
  const body = Buffer.from(renderBody(profile, { ...delivery, deliveryId: delivery.id }));
  const timestampSeconds = Math.floor(startedAt.getTime() / 1000);
  const signed = signatureHeaders(profile.signature, webhook.secrets, {
    id: publicId("event", delivery.eventId),
    timestampSeconds,
    body,
  });
  const response = await pool.request({
    path: new URL(webhook.url).pathname,
    method: "POST",
    headers: { "content-type": "application/json", ...Object.fromEntries(signed) },
    body,
  });
  await response.body.dump();
  const totalMs = Date.now() - startedAt.getTime();
  done.push({
    delivery,
    shard: webhook.shard,
    errorCode: null,
    errorMessage: null,
    retryStep: 0,
    nextDelaySeconds: null,
    throttleSeconds: null,
    requestUrl: webhook.url,
    requestHeaders: signed,
    result: {
      ok: true,
      remoteAddress: "127.0.0.1",
      timings: { totalMs },
      response: { status: response.statusCode, headers: [], body: Buffer.alloc(0), truncated: false },
    },
    startedAt,
    totalMs,
  });
}

let refilling: Promise<void> | null = null;
let recording: Promise<unknown> | null = null;

async function work(): Promise<void> {
  for (;;) {
    if (queue.length < CLAIM / 2 && shards.length > 0) {
      refilling ??= refill().finally(() => {
        refilling = null;
      });
    }
    const delivery = queue.shift();
    if (!delivery) {
      if (!refilling) return;
      await refilling;
      continue;
    }
    await deliver(delivery);
    if (done.length >= RECORD && !recording) {
      recording = recordAttempts(done.splice(0), "floor").finally(() => {
        recording = null;
      });
    }
  }
}

/** Delivers whatever is due. @returns how long it took, in milliseconds */
async function run(): Promise<number> {
  const startedAt = performance.now();
  shards.push(...allShards());
  await refill();
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  await recording;
  if (done.length > 0) await recordAttempts(done.splice(0), "floor");
  return performance.now() - startedAt;
}

// The first run warms up; the benchmark fills the queue again before it asks for the second.
await run();
process.on("message", async () => {
  process.send?.({ type: "done", ms: await run() });
  process.exit(0);
});
process.send?.({ type: "warm" });
