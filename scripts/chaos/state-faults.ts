import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { judge, settled } from "#scripts/chaos/check";
import { Customer } from "#scripts/chaos/customer";
import { resultOf } from "#scripts/chaos/process-faults";
import { after, type Target } from "#scripts/chaos/receiver";
import type { Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const PER_SECOND = 40;
/** Requests that are under way when something changes are answered by then; later ones must know of the change. */
const UNDER_WAY_MS = 1_500;

const receives = (target: Target) => {
  const before = target.total;
  return until("requests arrive", () => target.total >= before + PER_SECOND / 2);
};

async function receivesNothing(target: Target, problems: string[], when: string): Promise<void> {
  const before = target.total;
  await sleep(UNDER_WAY_MS);
  if (target.total > before) problems.push(`${target.total - before} requests ${when}`);
}

export const rotated: Scenario = {
  name: "34: the secret rotated while requests are in flight, with an overlap and without",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers);
    const { id, target } = await customer.addWebhook(after(150));
    const stop = customer.publisher.steadily(PER_SECOND);
    await receives(target);
    // For as long as both are valid, a receiver that knows either accepts every request.
    const { secret: second } = await rotateSecret(customer.owner, id, { overlapSeconds: 3600 });
    await receives(target);
    await sleep(UNDER_WAY_MS);
    target.secrets = [second];
    await receives(target);
    const { secret: third } = await rotateSecret(customer.owner, id, { overlapSeconds: 0 });
    target.secrets = [second, third];
    await sleep(UNDER_WAY_MS);
    target.secrets = [third];
    await receives(target);
    await stop();
    await settled(customer);
    return resultOf(customer, null, "", await judge(customer, { inFlight: 0 }));
  },
};

export const paused: Scenario = {
  name: "36: a webhook paused and resumed while requests are in flight",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers);
    const { id, target } = await customer.addWebhook(after(150));
    const stop = customer.publisher.steadily(PER_SECOND);
    await receives(target);
    const problems: string[] = [];
    await pauseWebhook(customer.owner, id);
    await sleep(UNDER_WAY_MS);
    await receivesNothing(target, problems, "after the pause");
    const held = await db().delivery.count({ where: { workspaceId: customer.workspace.id, status: "held" } });
    await resumeWebhook(customer.owner, id, { sendHeld: true });
    await receives(target);
    await stop();
    await settled(customer);
    problems.push(...(await judge(customer, { inFlight: 0 })));
    return resultOf(customer, null, `${held} deliveries were held and sent afterwards`, problems);
  },
};

export const edited: Scenario = {
  name: "35, 36: the URL of a webhook changed, and a webhook deleted, while requests are in flight",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers);
    const { id, target } = await customer.addWebhook(after(150));
    const next = receivers.add();
    next.secrets = target.secrets;
    const stop = customer.publisher.steadily(PER_SECOND);
    await receives(target);
    const problems: string[] = [];
    await updateWebhook(customer.owner, id, { url: next.url });
    await sleep(UNDER_WAY_MS);
    await receivesNothing(target, problems, "to the old URL");
    await receives(next);
    await deleteWebhook(customer.owner, id);
    await sleep(UNDER_WAY_MS);
    await receivesNothing(next, problems, "after the webhook was deleted");
    await stop();
    await settled(customer);
    const statuses = await db().delivery.groupBy({
      by: ["status"],
      where: { workspaceId: customer.workspace.id },
      _count: true,
    });
    const count = (status: string) => statuses.find((row) => row.status === status)?._count ?? 0;
    const received = target.ledger.size + next.ledger.size;
    if (count("succeeded") !== received) problems.push(`${received} received, ${count("succeeded")} succeeded`);
    if (statuses.some(({ status }) => status !== "succeeded" && status !== "canceled")) {
      problems.push(`deliveries are ${statuses.map(({ status }) => status)}`);
    }
    problems.push(...target.objections, ...next.objections, ...customer.publisher.objections);
    const duplicates = target.duplicates + next.duplicates;
    if (duplicates > 0) problems.push(`I3: ${duplicates} duplicates`);
    const { ledger } = customer.publisher;
    const note = `${target.ledger.size} to the old URL, ${next.ledger.size} to the new one, ${count("canceled")} canceled`;
    return { accepted: ledger.size, delivered: received, duplicates, inFlight: null, note, problems };
  },
};

export const sameEvent: Scenario = {
  name: "39: the same event published by 100 requests at once",
  async run({ instance, receivers }) {
    const customer = await Customer.create(instance, receivers);
    const other = await Customer.create(instance, receivers);
    await customer.addWebhook();
    await other.addWebhook();
    const send = async ({ workspace }: Customer, key: string, data: object) => {
      const answer = await fetch(`${instance.url}/api/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ workspace: workspace.slug, type: "invoice.paid", id: "once", data }),
      });
      const body = (await answer.json()) as { data?: { id: string; duplicate: boolean }[] };
      return { status: answer.status, event: body.data?.[0] };
    };
    const [key, otherKey] = await Promise.all([customer.workspace.publishKey(), other.workspace.publishKey()]);
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(customer, key, { total: 1 })));
    const refused = await send(customer, key, { total: 2 });
    const elsewhere = await send(other, otherKey, { total: 2 });
    await Promise.all([settled(customer), settled(other)]);

    const problems: string[] = [];
    const ids = new Set(answers.map(({ event }) => event?.id));
    const fresh = answers.filter(({ event }) => event?.duplicate === false).length;
    if (answers.some(({ status }) => status !== 202)) problems.push("not all of them were answered 202");
    if (ids.size !== 1) problems.push(`they got ${ids.size} ids`);
    if (fresh !== 1) problems.push(`${fresh} of them were called new`);
    if (refused.status !== 409) problems.push(`another body was answered ${refused.status}`);
    if (elsewhere.status !== 202 || elsewhere.event?.duplicate) problems.push("another workspace's id collided");
    if (customer.delivered !== 1 || other.delivered !== 1) problems.push("not exactly one delivery in each workspace");
    problems.push(...(await judge(customer, { inFlight: 0 })));
    return { ...resultOf(customer, null, "", problems), accepted: ids.size };
  },
};
