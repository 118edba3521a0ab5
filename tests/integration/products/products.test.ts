import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { createDataKey } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { newId, parseId } from "#lib/ids";
import { createProduct } from "#lib/products/create-product";
import { deleteProduct } from "#lib/products/delete-product";
import { getProduct } from "#lib/products/get-product";
import { listProducts } from "#lib/products/list-products";
import { RESERVED_PRODUCT_SLUGS } from "#lib/products/product-schema";
import { slugOf } from "#lib/products/slug-of";
import { updateProduct } from "#lib/products/update-product";
import { getProfile } from "#lib/profiles/get-profile";
import { PRODUCT_PRESETS } from "#lib/profiles/product-presets";
import { createTestDatabase } from "#tests/support/database";
import { createOperator, createTestProduct, operatorActions, operatorKeyContext } from "#tests/support/operator";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const uuidOf = (id: string) => parseId("product", id) ?? "";

test("a product begins with a preset's rules, and without its event types unless they are asked for", async () => {
  const ctx = await createOperator();
  const slug = `nimbus-${newId()}`;
  const product = await createProduct(ctx, { name: "Nimbus", slug, preset: "crondb" });
  expect(product).toMatchObject({ name: "Nimbus", slug, workspaceCount: 0, eventTypeCount: 0, profileVersion: 1 });
  expect((await getProfile(ctx, slug)).profile).toMatchObject({ timeoutSeconds: 5, flatApi: false });
  expect(await getProfile(ctx, product.id)).toMatchObject({ version: 1, current: true, createdBy: ctx.actor.name });
  const full = await createTestProduct(ctx, { preset: "crondb", eventTypes: true });
  expect(await listCatalogue(ctx, full.id)).toHaveLength(PRODUCT_PRESETS.crondb.preset.eventTypes.length);
  expect(await operatorActions(ctx)).toEqual(["product.created", "product.created"]);
});

test("a slug is made from the name, is nobody else's, and hides no page", async () => {
  const ctx = await createOperator();
  expect(slugOf("  Zoë's Café & Söhne 24/7 ")).toBe("zoe-s-cafe-sohne-24-7");
  const product = await createProduct(ctx, { name: `Ünïque ${newId()}` });
  expect(product.slug).toMatch(/^unique-/);
  const refused = (input: Parameters<typeof createProduct>[1], message: RegExp) =>
    expect(createProduct(ctx, input)).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "slug", message: expect.stringMatching(message) }],
    });
  await refused({ name: "Other", slug: product.slug }, /is the slug of another product/);
  await refused({ name: "Other", slug: "new" }, /reserved/);
  await refused({ name: "Other", slug: "Two Words" }, /lower-case/);
  await refused({ name: "日本" }, /choose one/);
  const pages = readdirSync("app/operator/products", { withFileTypes: true });
  const fixed = pages.filter((entry) => entry.isDirectory() && !/^[[(]/.test(entry.name)).map(({ name }) => name);
  expect(fixed).toEqual([...RESERVED_PRODUCT_SLUGS]);
});

test("rules of its own are checked field by field, and nothing is created when one is wrong", async () => {
  const ctx = await createOperator();
  const slug = `wrong-${newId()}`;
  const body = {
    fields: [
      { name: "type", from: "type" },
      { name: "type", from: "data" },
    ],
  };
  const profile = { ...PRODUCT_PRESETS.standard.preset.profile, body, headers: { "content-type": "type" } };
  await expect(createProduct(ctx, { name: "Wrong", slug, profile })).rejects.toMatchObject({
    errors: [
      { path: "profile.body.fields.1.name", message: "is used by another field already" },
      { path: "profile.headers.content-type", message: "is set by Posthorn and can't be changed" },
    ],
  });
  await expect(getProduct(ctx, slug)).rejects.toMatchObject({ code: "not_found" });
});

test("the list counts what each product has, and when its last event came", async () => {
  const ctx = await createOperator();
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("owner"));
  await createTestDelivery(workspace, webhook.id);
  const event = await db().event.findFirstOrThrow({ where: { workspaceId: workspace.id } });
  const empty = await createTestProduct(ctx);
  const { data } = await listProducts(ctx, { limit: 2 });
  expect(data[0]).toEqual(empty);
  expect(data[1]).toMatchObject({
    workspaceCount: 1,
    eventTypeCount: 6,
    lastEventAt: event.createdAt.toISOString(),
  });
});

test("renaming keeps the slug; deleting is refused while there is a workspace", async () => {
  const ctx = await createOperator();
  const { id, slug } = await createTestProduct(ctx);
  expect(await updateProduct(ctx, slug, { name: "Cumulus" })).toMatchObject({ name: "Cumulus", slug });
  const workspace = newId();
  const row = { id: workspace, slug: workspace, name: "Customer", dataKey: createDataKey(workspace) };
  await db().workspace.create({ data: { ...row, productId: uuidOf(id) } });
  await expect(deleteProduct(ctx, slug)).rejects.toMatchObject({ code: "conflict", message: /has 1 workspace/ });
  await db().workspace.delete({ where: { id: workspace } });
  await deleteProduct(ctx, slug);
  await expect(getProduct(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await db().profile.count({ where: { productId: uuidOf(id) } })).toBe(0);
  expect(await operatorActions(ctx)).toEqual(["product.created", "product.updated", "product.deleted"]);
});

test("a key does only what its scopes say", async () => {
  const ctx = await createOperator();
  const { slug } = await createTestProduct(ctx);
  const reader = operatorKeyContext(["products:read", "workspaces:write"]);
  expect(await getProduct(reader, slug)).toMatchObject({ slug });
  const forbidden = { code: "forbidden" };
  await expect(createProduct(reader, { name: "Mine" })).rejects.toMatchObject(forbidden);
  await expect(updateProduct(reader, slug, { name: "Mine" })).rejects.toMatchObject(forbidden);
  await expect(deleteProduct(reader, slug)).rejects.toMatchObject(forbidden);
  await expect(listProducts(operatorKeyContext(["instance:read"]))).rejects.toMatchObject(forbidden);
});
