import type { OperatorContext, OperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import type { ProductEventType } from "#lib/event-types/product-event-types";
import { newId } from "#lib/ids";
import { createProduct } from "#lib/products/create-product";
import type { ProductInput } from "#lib/products/product-schema";
import type { ProductView } from "#lib/products/product-view";

/** A context of a new operator. */
export async function createOperator(): Promise<OperatorContext> {
  const user = { id: newId(), name: "Olga Operator", email: `operator-${newId()}@example.test` };
  await db().user.create({ data: { ...user, isOperator: true } });
  return { actor: { type: "user", ...user }, request: { id: "test", address: null } };
}

/** A context of an operator key with these scopes. */
export function operatorKeyContext(scopes: OperatorPermission[]): OperatorContext {
  const actor = { type: "key" as const, id: newId(), name: "Key", scopes, createdById: null };
  return { actor, request: { id: "test", address: null } };
}

/** A product without workspaces, with a slug that no other test has. */
export async function createTestProduct(ctx: OperatorContext, input: Partial<ProductInput> = {}): Promise<ProductView> {
  return createProduct(ctx, { name: "Nimbus", slug: `nimbus-${newId()}`, ...input });
}

/** What operators have done to products, oldest first: the instance's own audit log. */
export async function operatorActions(ctx: OperatorContext): Promise<string[]> {
  const entries = await db().auditEntry.findMany({ where: { actorId: ctx.actor.id }, orderBy: { id: "asc" } });
  return entries.map(({ action }) => action);
}

/** An event type of a product, by its name. */
export async function eventTypeOf(ctx: OperatorContext, product: string, name: string): Promise<ProductEventType> {
  const type = (await listCatalogue(ctx, product)).find((one) => one.name === name);
  if (!type) throw new Error(`There is no ${name}.`);
  return type;
}
