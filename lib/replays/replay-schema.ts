import { z } from "zod";
import { Moment } from "#lib/http/id-range";
import type { DeliveryStatus } from "#prisma/client";

/** The statuses that can be sent again in bulk. */
const REPLAYABLE_STATUSES = ["failed", "succeeded", "held", "canceled"] as const satisfies readonly DeliveryStatus[];

/** Which of a webhook's deliveries a bulk replay sends again. */
export const ReplayInput = z
  .strictObject({
    status: z.enum(REPLAYABLE_STATUSES, "must be failed, succeeded, held or canceled").default("failed"),
    since: Moment.meta({ description: "Deliveries created from this time on." }),
    until: Moment.optional().meta({ description: "Deliveries created before this time; default: now." }),
  })
  .refine(({ since, until }) => !until || since < until, { path: ["until"], message: "must be after since" })
  .meta({ id: "ReplayInput" });
export type ReplayInput = z.input<typeof ReplayInput>;

/** What the `filter` column of a replay holds. */
export const ReplayFilter = z.object({
  status: z.enum(REPLAYABLE_STATUSES),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
});
