import "server-only";
import { z } from "zod";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db, type Transaction } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { MAX_EVENT_TYPES } from "#lib/event-types/create-event-type";
import { parseCatalogue } from "#lib/event-types/parse-catalogue";
import { type ImportPlan, type PlannedType, planImport } from "#lib/event-types/plan-import";
import { readDocument } from "#lib/event-types/read-document";
import { forgetCatalogue } from "#lib/events/publish-lookups";
import { newId } from "#lib/ids";
import { lockProduct, productTarget } from "#lib/products/product-view";
import { newestProfile } from "#lib/profiles/get-profile";
import { type EventType, Prisma } from "#prisma/client";

/** The most bytes of an import: descriptions of large APIs have a few megabytes. */
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024;

/** A catalogue of 2,000 types is two statements each. */
const TRANSACTION_MS = 60_000;

export const ImportInput = z
  .strictObject({
    document: z
      .union(
        [z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())],
        "must be a document, or its text as JSON or YAML",
      )
      .meta({
        description:
          "An OpenAPI 3.1 description with `webhooks`, or a list of event types: the JSON itself, or its text as JSON or YAML.",
      }),
    archiveMissing: z
      .boolean("must be true or false")
      .default(false)
      .meta({ description: "Whether types that the document does not have are archived." }),
  })
  .meta({ id: "ImportInput" });
export type ImportInput = z.input<typeof ImportInput>;

export const ImportQuery = z.strictObject({
  dryRun: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .meta({ description: "`true` tells what an import would change, and changes nothing." }),
});
export type ImportQuery = z.input<typeof ImportQuery>;

/**
 * Brings a product's catalogue to what a document says, all of it or nothing. A type that was archived comes back.
 *
 * @param ref the product's id or slug
 * @returns what was changed, or with `dryRun` what would be
 * @throws {AppError} `not_found`, `invalid_input` with the type and the field of each mistake
 */
export async function importEventTypes(
  ctx: OperatorContext,
  ref: string,
  input: ImportInput,
  query: ImportQuery = {},
): Promise<ImportPlan> {
  requireOperatorPermission(ctx, "products:write");
  const { dryRun } = parseInput(ImportQuery, query);
  const { document, archiveMissing } = parseInput(ImportInput, input);
  const read = typeof document === "string" ? readDocument(document) : document;
  const { productId, plan } = await db().$transaction(
    async (tx) => {
      const product = await lockProduct(tx, ref);
      const { profile } = await newestProfile(tx, product.id);
      const imported = parseCatalogue(read, profile);
      const present = await tx.eventType.findMany({ where: { productId: product.id } });
      const { plan, types, errors } = planImport(imported, present, archiveMissing);
      if (present.length + plan.created.length > MAX_EVENT_TYPES) {
        errors.push({ path: "document", message: `is too long: a product has at most ${MAX_EVENT_TYPES} event types` });
      }
      if (errors.length > 0) throw invalidInput(errors);
      if (dryRun === "true") return { productId: product.id, plan };
      await saveEventTypes(tx, product.id, present, types);
      await tx.eventType.updateMany({
        where: { productId: product.id, name: { in: plan.archived } },
        data: { archivedAt: new Date() },
      });
      await recordOperatorAudit(tx, ctx, null, {
        action: "event_type.imported",
        target: productTarget(product),
        after: { ...plan, unchanged: plan.unchanged.length },
      });
      return { productId: product.id, plan };
    },
    { timeout: TRANSACTION_MS },
  );
  forgetCatalogue(productId);
  return plan;
}

/** Writes types as they shall stand; those among them that were archived come back. */
export async function saveEventTypes(
  tx: Transaction,
  productId: string,
  present: readonly EventType[],
  types: readonly PlannedType[],
): Promise<void> {
  const known = new Set(present.map(({ name }) => name));
  const row = ({ schema, ...type }: PlannedType) => ({ ...type, schema: schema ?? Prisma.DbNull });
  await tx.eventType.createMany({
    data: types.filter(({ name }) => !known.has(name)).map((type) => ({ ...row(type), id: newId(), productId })),
  });
  for (const type of types.filter(({ name }) => known.has(name))) {
    await tx.eventType.update({
      where: { productId_name: { productId, name: type.name } },
      data: { ...row(type), archivedAt: null },
    });
  }
}
