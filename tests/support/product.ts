import { db } from "#lib/database/client";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { publicId } from "#lib/ids";
import { PRESETS, type PresetName } from "#lib/profiles/presets";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";
import { deliverDue, deliveriesOf, publish, skipWaiting } from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

/** A workspace of a product, and a webhook of its owner to a receiver that answers 200. */
export async function startProduct(name: PresetName, input: Partial<WebhookInput> = {}) {
  const workspace = await createTestWorkspace(name);
  const owner = await workspace.as("owner");
  const receiver = await startReceiver();
  const { webhook, secret } = await createTestWebhook(owner, { url: `${receiver.url}/hook`, ...input });
  return { workspace, owner, receiver, webhook, secret };
}

type Product = Awaited<ReturnType<typeof startProduct>>;

/** The catalogue's example of an event type, as JSON. */
export function exampleOf(name: PresetName, type: string): string {
  const found = PRESETS[name].eventTypes.find((eventType) => eventType.name === type);
  if (!found) throw new Error(`${name} has no event type ${type}.`);
  return JSON.stringify(found.example);
}

/** Publishes an event whose first attempt fails, lets it be retried, and replays it: three requests of one delivery. */
export async function sendThrice({ workspace, owner, receiver, webhook }: Product, type: string, data: string) {
  receiver.answerWith(status(500));
  await publish(workspace, { type, data });
  await deliverDue();
  receiver.answerWith(status(200));
  await skipWaiting();
  await deliverDue();
  const [delivery] = await deliveriesOf(webhook.id);
  await replayDelivery(owner, publicId("delivery", delivery?.id ?? ""));
  await deliverDue();
  return receiver.requests;
}

/** Publishes an event that is answered 500 until no attempt is left. @returns the waits between attempts, in seconds */
export async function retryWaits({ workspace, receiver, webhook }: Product, type: string): Promise<number[]> {
  receiver.answerWith(status(500));
  await publish(workspace, { type });
  const waits: number[] = [];
  for (;;) {
    await deliverDue();
    const [delivery] = await deliveriesOf(webhook.id);
    if (delivery?.status === "failed") return waits;
    const attempt = await db().attempt.findFirst({
      where: { deliveryId: delivery?.id ?? "" },
      orderBy: { number: "desc" },
    });
    waits.push(((delivery?.nextAttemptAt?.getTime() ?? 0) - (attempt?.finishedAt?.getTime() ?? 0)) / 1000);
    await skipWaiting();
  }
}

/** Whether these waits are those documented, with up to ten per cent of jitter and five seconds of our own. */
export function areAbout(waits: number[], documented: number[]): boolean {
  return (
    waits.length === documented.length &&
    waits.every((wait, i) => Math.abs(wait - (documented[i] ?? 0)) <= (documented[i] ?? 0) * 0.1 + 5)
  );
}
