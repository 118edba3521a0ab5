import { z } from "zod";
import { RESPONSE_FILTER } from "#lib/deliveries/response-filter";
import { Moment } from "#lib/http/id-range";
import { MAX_REPLAY_RATE, REPLAY_KINDS, REPLAY_RATE, REPLAYABLE_STATUSES } from "#lib/replays/replay-options";

const MAX_SELECTED = 1000;
const MATCHING_ONLY = ["status", "event", "errorCode", "group", "responseStatus", "tenant", "q"] as const;

/** What a bulk replay sends again. */
export const ReplayInput = z
  .strictObject({
    kind: z
      .enum(REPLAY_KINDS, `must be ${REPLAY_KINDS.join(", ")}`)
      .default("matching")
      .meta({
        description:
          "`matching`: the deliveries that match the filters. `selected`: those listed. `missing`: a delivery for each event that the webhook, as it is now, would have received and has none of.",
      }),
    deliveries: z
      .array(z.string().max(64))
      .min(1)
      .max(MAX_SELECTED)
      .optional()
      .meta({ description: "For `selected`: the ids, at most 1,000." }),
    status: z
      .enum([...REPLAYABLE_STATUSES, "any"], `must be ${REPLAYABLE_STATUSES.join(", ")} or any`)
      .optional()
      .meta({ description: "For `matching`; default: failed. `any` is every one that does not wait." }),
    since: Moment.optional().meta({
      description: "Deliveries (for `missing`: events) created from this time on. Required unless `selected`.",
    }),
    until: Moment.optional().meta({ description: "Those created before this time; default: now." }),
    type: z.string().max(128).optional(),
    event: z.string().max(64).optional().meta({ description: "For `matching`: an event's id." }),
    errorCode: z.string().max(64).optional().meta({ description: "For `matching`: the last attempt's error." }),
    group: z.string().max(128).optional().meta({ description: "For `matching`: a group of the event catalogue." }),
    responseStatus: z
      .string()
      .regex(RESPONSE_FILTER, "must be a status such as 404, a class such as 4xx, or none")
      .optional()
      .meta({ description: "For `matching`: what was answered last." }),
    tenant: z.string().max(256).optional().meta({ description: "For `matching`: the key of the event's tenant." }),
    q: z.string().trim().max(200).optional().meta({ description: "For `matching`: as in the list of deliveries." }),
    ratePerSecond: z
      .number("must be a number")
      .int()
      .min(1)
      .max(MAX_REPLAY_RATE)
      .default(REPLAY_RATE)
      .meta({ description: "Deliveries made due per second at most. Fresh events go first in any case." }),
  })
  .superRefine((input, check) => {
    const refuse = (path: string, message: string) => check.addIssue({ code: "custom", path: [path], message });
    if (input.kind === "selected" ? !input.deliveries : input.deliveries) {
      refuse("deliveries", input.kind === "selected" ? "is required" : "goes with kind selected only");
    }
    if (input.kind !== "selected" && !input.since) refuse("since", "is required");
    if (input.since && input.until && input.since >= input.until) refuse("until", "must be after since");
    for (const field of MATCHING_ONLY) {
      if (input.kind !== "matching" && input[field] !== undefined) refuse(field, "goes with kind matching only");
    }
    for (const field of ["since", "until", "type"] as const) {
      if (input.kind === "selected" && input[field] !== undefined) refuse(field, "does not go with kind selected");
    }
  })
  .meta({ id: "ReplayInput" });
export type ReplayInput = z.input<typeof ReplayInput>;
