import "server-only";
import { config } from "#lib/config";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import type { DemoProduct } from "#lib/demo/demo-access";
import { hasFirstEvents } from "#lib/demo/first-events";
import { configureInbox } from "#lib/inbox/configure-inbox";
import { createInbox } from "#lib/inbox/create-inbox";
import { inboxUrl } from "#lib/inbox/inbox-view";
import { createWebhook } from "#lib/webhooks/create-webhook";

/** One of the first requests fails, so that a newcomer finds a retry to look at. */
const FIRST_ANSWERS = [{}, {}, {}, { status: 503 }];

/** An inbox, and a webhook that sends every event to it, made as the workspace's owner would. */
export async function createDemoWebhook(product: DemoProduct, name: string): Promise<void> {
  const owner = product.users.find(({ role }) => role === "owner");
  if (!owner) throw new Error(`The demo workspace ${product.slug} has no owner.`);
  const ctx: WorkspaceContext = {
    actor: { type: "user", id: owner.id, name: `Owner of ${name}`, email: owner.email },
    workspace: {
      id: product.workspaceId,
      slug: product.slug,
      name,
      productId: product.productId,
      hidePayloads: false,
    },
    role: "owner",
    request: { id: "seed", address: null },
  };
  const inbox = await createInbox(ctx, { name: "First inbox" });
  if (hasFirstEvents(product)) await configureInbox(ctx, inbox.id, { sequence: FIRST_ANSWERS });
  await createWebhook(ctx, {
    name: "Inspector",
    description: "Sends every event to the Inspector's inbox of this workspace.",
    url: inbox.url,
    eventTypes: ["*"],
  });
}

/** Makes webhooks that point at the demo's own inboxes follow when the instance's port or address changed. */
export async function pointDemoWebhooksAt(products: DemoProduct[], url = config().url): Promise<void> {
  const workspaceIds = products.map(({ workspaceId }) => workspaceId);
  const inboxes = await db().inbox.findMany({ where: { workspaceId: { in: workspaceIds } } });
  for (const { workspaceId, token } of inboxes) {
    const target = inboxUrl(url, token);
    await db().webhook.updateMany({
      where: { workspaceId, url: { endsWith: `/inbox/${token}` }, NOT: { url: target } },
      data: { url: target, version: { increment: 1 } },
    });
  }
}
