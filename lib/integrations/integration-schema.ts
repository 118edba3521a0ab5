import { z } from "zod";

const fields = {
  name: z.string("must be text").trim().min(1, "is required").max(100, "is longer than 100 characters"),
  description: z.string("must be text").trim().max(500, "is longer than 500 characters"),
};

export const IntegrationInput = z
  .strictObject({ name: fields.name, description: fields.description.optional() })
  .meta({ id: "IntegrationInput" });
export type IntegrationInput = z.input<typeof IntegrationInput>;

export const IntegrationPatch = z
  .strictObject({ name: fields.name.optional(), description: fields.description.optional() })
  .refine((patch) => Object.keys(patch).length > 0, "has nothing to change")
  .meta({ id: "IntegrationPatch", minProperties: 1 });
export type IntegrationPatch = z.input<typeof IntegrationPatch>;

/** What becomes of an integration's webhooks when it is deleted. */
export const WEBHOOK_FATES = ["keep", "delete"] as const;

export const IntegrationDeletion = z.strictObject({
  webhooks: z.enum(WEBHOOK_FATES, "must be keep or delete").default("keep").meta({
    description: "Whether its webhooks go on without it or are deleted with it.",
  }),
});
export type IntegrationDeletion = z.input<typeof IntegrationDeletion>;
