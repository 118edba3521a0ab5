import { z } from "zod";
import { PageInput } from "#lib/http/cursor";
import { Email } from "#lib/users/user-schema";
import { RESERVED_SLUGS } from "#lib/workspaces/reserved-slugs";
import { WorkspacePatch } from "#lib/workspaces/workspace-schema";

const MAX_SLUG_LENGTH = 63;

/** Where a workspace's pages live, and what publishers call it. */
export const WorkspaceSlug = z
  .string("must be text")
  .min(2, "must have at least 2 characters")
  .max(MAX_SLUG_LENGTH, `is longer than ${MAX_SLUG_LENGTH} characters`)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case letters and digits, with single hyphens between them")
  .refine((slug) => !RESERVED_SLUGS.has(slug), "is a name that Posthorn uses itself");

const { name, retentionDays, hidePayloads } = WorkspacePatch.shape;

/** What creates a workspace. */
export const WorkspaceInput = z
  .strictObject({
    product: z.string("must be text").min(1, "is required").max(64).meta({ description: "Its slug or id." }),
    name: name.unwrap(),
    slug: WorkspaceSlug.optional().meta({
      description: "What publishers call it, and where its pages live. Made from the name if left out. Stays for good.",
    }),
    retentionDays,
    hidePayloads,
    owner: Email.optional().meta({ description: "Who is invited as its first owner." }),
    apiKey: z
      .boolean("must be true or false")
      .default(false)
      .meta({ description: "Whether to make an API key for your backend, with every scope." }),
  })
  .meta({ id: "WorkspaceInput" });
export type WorkspaceInput = z.input<typeof WorkspaceInput>;

export const WORKSPACE_STATUSES = ["active", "suspended"] as const;

/** Which workspaces of the instance are meant. */
export const WorkspaceFilters = z.strictObject({
  ...PageInput,
  q: z.string().trim().max(200).optional().meta({ description: "Part of the name or slug, or the id." }),
  product: z.string().max(64).optional().meta({ description: "Only those of this product, by its slug or id." }),
  status: z.enum(WORKSPACE_STATUSES, "must be active or suspended").optional(),
});
export type WorkspaceFilters = z.input<typeof WorkspaceFilters>;

export const SuspensionInput = z
  .strictObject({
    reason: z
      .string("must be text")
      .trim()
      .min(1, "is required")
      .max(300, "is longer than 300 characters")
      .meta({ description: "Why, in a sentence for its members." }),
  })
  .meta({ id: "SuspensionInput" });
export type SuspensionInput = z.input<typeof SuspensionInput>;

/** A slug for this name: what is left of it, e.g. `muller-sons` for “Müller & Sons”. Empty when nothing is. */
export function slugFrom(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG_LENGTH - 5)
    .replaceAll(/^-+|-+$/g, "");
}
