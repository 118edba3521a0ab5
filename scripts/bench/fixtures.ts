import { createDataKey, openDataKey, seal, secretAad } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import { shardOf } from "#lib/dispatch/shards";
import { newId } from "#lib/ids";
import { storeKey } from "#lib/keys/store-key";
import { PRESETS } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";
import { generateSecret } from "#lib/signing/secret";

export interface BenchProduct {
  productId: string;
  publishKey: string;
  /** The workspaces' slugs. */
  workspaces: string[];
}

/** A product with the default profile, and workspaces that each have webhooks for every event. */
export async function createBenchProduct(
  receiver: string,
  workspaceCount: number,
  webhooksEach: number,
): Promise<BenchProduct> {
  const productId = newId();
  const { profile, eventTypes } = PRESETS.acme;
  await db().product.create({
    data: {
      id: productId,
      slug: `bench-${productId}`,
      name: "Bench",
      profiles: { create: { id: newId(), version: 1, config: Profile.parse(profile) } },
      eventTypes: {
        create: eventTypes.map((type) => ({ ...type, id: newId(), example: JSON.stringify(type.example) })),
      },
    },
  });
  const { token } = await storeKey(db(), { kind: "publish", name: "Bench", scopes: [], productId });
  const workspaces = Array.from({ length: workspaceCount }, () => {
    const id = newId();
    return { id, productId, slug: `bench-${id}`, name: "Bench", dataKey: createDataKey(id) };
  });
  await db().workspace.createMany({ data: workspaces });
  for (const workspace of workspaces) {
    const key = openDataKey(workspace.id, workspace.dataKey);
    const webhooks = Array.from({ length: webhooksEach }, (_, i) => {
      const id = newId();
      return {
        id,
        workspaceId: workspace.id,
        name: `Bench ${i}`,
        url: `${receiver}/${id}`,
        eventTypes: ["*"],
        shard: shardOf(id),
      };
    });
    await db().webhook.createMany({ data: webhooks });
    await db().signingSecret.createMany({
      data: webhooks.map(({ id: webhookId }) => {
        const id = newId();
        return { id, webhookId, sealed: seal(key, Buffer.from(generateSecret("hmac").text), secretAad(webhookId, id)) };
      }),
    });
  }
  return { productId, publishKey: token, workspaces: workspaces.map(({ slug }) => slug) };
}
