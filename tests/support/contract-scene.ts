import { migrateEngine } from "#inngest/embedded/migrate";
import { enginePool } from "#inngest/embedded/pool";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { newId, publicId } from "#lib/ids";
import { createInbox } from "#lib/inbox/create-inbox";
import { createIntegration } from "#lib/integrations/create-integration";
import { createInvitation } from "#lib/invitations/create-invitation";
import { createKey } from "#lib/keys/create-key";
import { createOperatorKey as makeOperatorKey } from "#lib/keys/create-operator-key";
import { createPublishKey } from "#lib/keys/create-publish-key";
import { startReplay } from "#lib/replays/start-replay";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import type { DescribedOperation } from "#tests/support/contract";
import { deliverDue } from "#tests/support/deliver";
import { createOperator, createTestProduct } from "#tests/support/operator";
import { startReceiver } from "#tests/support/receiver";
import {
  createOperatorKey,
  createTestDelivery,
  createTestWebhook,
  createTestWorkspace,
} from "#tests/support/workspace";

/** A workspace with one of everything, so that each operation finds what it is about. */
export async function createScene() {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver();
  const inbox = await createInbox(owner, { name: "Inbox" });
  const integration = await createIntegration(owner, { name: "ERP" });
  const { webhook } = await createTestWebhook(owner, { url: receiver.url, integration: integration.id });
  const delivered = publicId("delivery", await createTestDelivery(workspace, webhook.id));
  await replayDelivery(owner, delivered);
  await deliverDue();
  const waiting = await createTestDelivery(workspace, webhook.id, {
    status: "pending",
    nextAttemptAt: new Date(Date.now() + 3_600_000),
  });
  const { eventId } = await db().delivery.findUniqueOrThrow({ where: { id: waiting } });
  const other = await createTestWebhook(owner, { name: "Being replayed", eventTypes: ["invoice.paid"] });
  await createTestDelivery(workspace, other.webhook.id);
  const replay = await startReplay(owner, other.webhook.id, { since: "2026-01-01T00:00:00Z" });
  // So that a replay of all active webhooks does not meet this one.
  await pauseWebhook(owner, other.webhook.id);
  await db().notification.create({
    data: {
      id: newId(),
      workspaceId: workspace.id,
      kind: "webhook.failing",
      webhookId: newId(),
      subject: "Orders",
      text: "It fails.",
    },
  });
  await db().tenant.create({ data: { id: newId(), workspaceId: workspace.id, key: "branch-7", name: "Branch 7" } });
  await db().inboxRequest.create({
    data: {
      id: newId(),
      inboxId: (await db().inbox.findFirstOrThrow({ where: { workspaceId: workspace.id } })).id,
      method: "POST",
      url: "/",
      headers: "[]",
      body: Buffer.from("{}"),
    },
  });
  const operator = await createOperator();
  const product = await createTestProduct(operator, { eventTypes: true });
  const [eventType] = await listCatalogue(operator, product.id);
  const ids: Record<string, string> = {
    "operator/products": product.id,
    "operator/event-types": eventType?.id ?? "",
    "operator/publish-keys": (await createPublishKey(operator, product.id, { name: "Backend" })).key.id,
    events: publicId("event", eventId),
    webhooks: webhook.id,
    deliveries: delivered,
    cancelDelivery: publicId("delivery", waiting),
    replays: replay.id,
    keys: (await createKey(owner, { name: "CI" })).key.id,
    integrations: integration.id,
    inboxes: inbox.id,
    members: userIdOf(await workspace.as("viewer")),
    "operator/people": publicId("user", operator.actor.id),
    "operator/engine": await createRun(),
    "operator/keys": (await makeOperatorKey(operator, { name: "CI" })).key.id,
    "operator/workspaces": publicId("workspace", workspace.id),
    invitations: (await createInvitation(owner, { email: `${newId()}@example.com`, role: "viewer" })).invitation.id,
  };
  return {
    workspace,
    apiKey: await workspace.apiKey(),
    publishKey: await workspace.publishKey(),
    operatorKey: await createOperatorKey(),
    /** A member who may own webhooks. */
    developer: userIdOf(await workspace.as("developer")),
    /** The id of what an operation is about. */
    idFor: ({ id, path }: DescribedOperation) => ids[id] ?? ids[nounOf(path)] ?? "",
  };
}

let engine: Promise<void> | undefined;

/** A run of the embedded engine, whose tables a worker would have made. */
async function createRun(): Promise<string> {
  const id = newId();
  engine ??= migrateEngine(enginePool());
  await engine;
  await enginePool().query(
    `INSERT INTO posthorn_engine.runs (id, function_id, concurrency_key, event, scheduled_at)
     VALUES ($1, 'posthorn-dispatch-shard', '', '{"name":"webhook/dispatch.wanted"}', now())`,
    [id],
  );
  return id;
}

/** `webhooks` of `/api/v1/webhooks/{id}`, `operator/workspaces` of `/api/v1/operator/workspaces/{id}`. */
function nounOf(path: string): string {
  const [noun = "", second] = path.split("/").slice(3);
  return noun === "operator" ? `${noun}/${second}` : noun;
}

function userIdOf({ actor }: WorkspaceContext): string {
  return actor.type === "user" ? publicId("user", actor.id) : "";
}

export type Scene = Awaited<ReturnType<typeof createScene>>;

/** The kind of key that an operation needs. */
export function keyFor(operation: DescribedOperation, scene: Scene): string | undefined {
  if (operation.key === null) return undefined;
  return { workspaceKey: scene.apiKey, publishKey: scene.publishKey, operatorKey: scene.operatorKey }[operation.key];
}

/** The document's own example as a body. Its workspace and its member are only examples. */
export function exampleFor({ body, key }: DescribedOperation, scene: Scene): unknown {
  const example = body?.example;
  if (typeof example !== "object" || example === null) return example;
  // Names of the internet are not asked for in tests.
  if (Object.keys(example).join() === "url") return { url: "http://127.0.0.1:9/webhooks" };
  if ("preset" in example) return { ...example, slug: `example-${newId()}` };
  if (key === "operatorKey") return "product" in example ? { ...example, product: scene.workspace.slug } : example;
  if ("owner" in example) return { ...example, owner: scene.developer };
  if (!("workspace" in example)) return example;
  return { ...example, workspace: scene.workspace.slug };
}
