import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db, type Transaction } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { newId } from "#lib/ids";
import { viewProduct } from "#lib/products/get-product";
import { ProductInput, ProductSlug } from "#lib/products/product-schema";
import { type ProductView, productTarget } from "#lib/products/product-view";
import { slugOf } from "#lib/products/slug-of";
import { parseProfile, profileProblems } from "#lib/profiles/parse-profile";
import type { Preset, PresetEventType } from "#lib/profiles/preset";
import { PRODUCT_PRESETS } from "#lib/profiles/product-presets";

/**
 * Creates a product with the first version of its profile, from a preset or from rules of its own.
 *
 * @throws {AppError} `invalid_input`, also at `slug` when another product has it
 */
export async function createProduct(ctx: OperatorContext, input: ProductInput): Promise<ProductView> {
  requireOperatorPermission(ctx, "products:write");
  const fields = parseInput(ProductInput, input);
  const { preset }: { preset: Preset } = PRODUCT_PRESETS[fields.preset];
  const profile = fields.profile ?? parseProfile(preset.profile);
  const problems = profileProblems(profile).map(({ path, message }) => ({ path: `profile.${path}`, message }));
  if (problems.length > 0) throw invalidInput(problems);
  const slug = fields.slug ?? slugOf(fields.name);
  if (!ProductSlug.safeParse(slug).success) {
    throw invalidInput([{ path: "slug", message: "can't be made from this name; choose one" }]);
  }

  const id = newId();
  await db().$transaction(async (tx) => {
    const { count } = await tx.product.createMany({ data: [{ id, slug, name: fields.name }], skipDuplicates: true });
    if (count === 0) throw invalidInput([{ path: "slug", message: `"${slug}" is the slug of another product` }]);
    await tx.profile.create({
      data: {
        id: newId(),
        productId: id,
        version: 1,
        config: profile,
        note: fields.profile ? "" : `From the preset ${fields.preset}`,
        createdBy: ctx.actor.name,
      },
    });
    if (fields.eventTypes) await addEventTypes(tx, id, preset.eventTypes);
    await recordOperatorAudit(tx, ctx, null, {
      action: "product.created",
      target: productTarget({ id, slug, name: fields.name }),
      after: { slug, ...(fields.profile ? { profile } : { preset: fields.preset }) },
    });
  });
  return viewProduct(id);
}

async function addEventTypes(tx: Transaction, productId: string, types: readonly PresetEventType[]): Promise<void> {
  await tx.eventType.createMany({
    data: types.map(({ example, ...type }) => ({ ...type, id: newId(), productId, example: JSON.stringify(example) })),
  });
}
