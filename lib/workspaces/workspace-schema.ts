import { z } from "zod";

export const MAX_RETENTION_DAYS = 365;
const RETENTION = `must be a whole number of days from 1 to ${MAX_RETENTION_DAYS}`;

/** What changes a workspace: only the fields given. */
export const WorkspacePatch = z
  .strictObject({
    name: z.string("must be text").trim().min(1, "is required").max(100, "is longer than 100 characters").optional(),
    retentionDays: z
      .number(RETENTION)
      .int(RETENTION)
      .min(1, RETENTION)
      .max(MAX_RETENTION_DAYS, RETENTION)
      .optional()
      .meta({
        description: "How long events, deliveries and attempts are kept, in days. What waits or is held stays.",
      }),
    hidePayloads: z
      .boolean("must be true or false")
      .optional()
      .meta({ description: "Whether event data, and what quotes it, is kept from viewers." }),
  })
  .refine((patch) => Object.keys(patch).length > 0, "has nothing to change")
  .meta({ id: "WorkspacePatch", minProperties: 1 });
export type WorkspacePatch = z.input<typeof WorkspacePatch>;
