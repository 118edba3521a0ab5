import "server-only";
import { z } from "zod";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { Moment } from "#lib/http/id-range";
import { findProduct } from "#lib/products/product-view";
import { newestProfile } from "#lib/profiles/get-profile";
import { profileProblems } from "#lib/profiles/parse-profile";
import { Profile } from "#lib/profiles/profile-schema";
import { type ProfilePreview, renderPreview } from "#lib/profiles/render-preview";

const MAX_ATTEMPT = 1000;

export const PreviewInput = z
  .strictObject({
    profile: Profile.meta({ id: "ProfileInput" })
      .optional()
      .meta({ description: "Rules to try; without them, the present ones." }),
    type: z
      .string("must be text")
      .min(1, "is required")
      .max(128, "is longer than 128 characters")
      .optional()
      .meta({ description: "An event type. Default: the first of the catalogue." }),
    data: z.json().optional().meta({ description: "The event's data. Default: the type's example." }),
    tenant: z.string("must be text").min(1).max(200).nullable().default(null),
    timestamp: Moment.optional().meta({ description: "When it happened. Default: now." }),
    attempt: z
      .number("must be a number")
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(MAX_ATTEMPT, `must be at most ${MAX_ATTEMPT}`)
      .default(1)
      .meta({ description: "Which attempt is shown: 1 is the first, 2 the first retry." }),
    rotating: z
      .boolean("must be true or false")
      .default(false)
      .meta({ description: "Whether a rotation of the secret overlaps, so that two secrets sign." }),
  })
  .meta({ id: "PreviewInput" });
export type PreviewInput = z.input<typeof PreviewInput>;

/**
 * The exact request that these rules make of an event, rendered and signed by the code that delivers.
 *
 * @param ref the product's id or slug
 * @param dataText the data exactly as written, where that matters
 * @throws {AppError} `not_found`, `invalid_input`
 */
export async function previewProfile(
  ctx: OperatorContext,
  ref: string,
  input: PreviewInput,
  dataText?: string,
): Promise<ProfilePreview> {
  requireOperatorPermission(ctx, "products:read");
  const { profile: given, type, data, timestamp, ...sample } = parseInput(PreviewInput, input);
  const product = await findProduct(db(), ref);
  const problems = given ? profileProblems(given) : [];
  if (problems.length > 0) {
    throw invalidInput(problems.map(({ path, message }) => ({ path: `profile.${path}`, message })));
  }
  const row = await db().eventType.findFirst({
    where: { productId: product.id, ...(type === undefined ? { archivedAt: null } : { name: type }) },
    orderBy: { name: "asc" },
    select: { name: true, example: true },
  });
  const text = dataText ?? (data === undefined ? (row?.example ?? "{}") : JSON.stringify(data));
  return renderPreview(given ?? (await newestProfile(db(), product.id)).profile, {
    ...sample,
    type: type ?? row?.name ?? "example.happened",
    data: text,
    occurredAt: timestamp ?? new Date(),
  });
}
