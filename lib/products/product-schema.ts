import { z } from "zod";
import { PageInput } from "#lib/http/cursor";
import { MAX_SLUG_LENGTH } from "#lib/products/slug-of";
import { PRODUCT_PRESET_NAMES } from "#lib/profiles/product-presets";
import { Profile } from "#lib/profiles/profile-schema";

/** Names of pages below /operator/products, which a product's own page would hide. */
export const RESERVED_PRODUCT_SLUGS = ["new"] as const;

const ProductName = z
  .string("must be text")
  .trim()
  .min(1, "is required")
  .max(100, "is longer than 100 characters")
  .meta({ description: "As people read it." });

export const ProductSlug = z
  .string("must be text")
  .min(2, "must be at least 2 characters")
  .max(MAX_SLUG_LENGTH, `is longer than ${MAX_SLUG_LENGTH} characters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case letters and digits, with single dashes between them")
  .refine((slug) => !RESERVED_PRODUCT_SLUGS.some((reserved) => reserved === slug), "is reserved; choose another one");

export const ProductInput = z
  .strictObject({
    name: ProductName,
    slug: ProductSlug.optional().meta({ description: "How programs name it, for good. Default: made from the name." }),
    preset: z
      .enum(PRODUCT_PRESET_NAMES, `must be one of ${PRODUCT_PRESET_NAMES.join(", ")}`)
      .default("standard")
      .meta({ description: "Whose wire rules it begins with." }),
    profile: Profile.meta({ id: "ProfileInput" })
      .optional()
      .meta({ description: "Wire rules of its own, instead of the preset's." }),
    eventTypes: z
      .boolean("must be true or false")
      .default(false)
      .meta({ description: "Whether to copy the preset's event types too." }),
  })
  .meta({ id: "ProductInput" });
export type ProductInput = z.input<typeof ProductInput>;

export const ProductPatch = z.strictObject({ name: ProductName }).meta({ id: "ProductPatch" });
export type ProductPatch = z.input<typeof ProductPatch>;

export const ProductFilters = z.strictObject(PageInput);
export type ProductFilters = z.input<typeof ProductFilters>;
