import { z } from "zod";
import { CreatedKey } from "#lib/openapi/integration-schemas";
import { Member, SentInvitation } from "#lib/openapi/member-schemas";
import { COUNT_MAX } from "#lib/workspaces/activity-view";
import { WORKSPACE_STATUSES } from "#lib/workspaces/workspace-input";

// What the API answers operators about workspaces.

const time = z.string().meta({ format: "date-time" });

const workspaceFields = {
  id: z.string(),
  slug: z.string().meta({ description: "What publishers call it, and where its pages live." }),
  name: z.string(),
  product: z.strictObject({ id: z.string(), slug: z.string(), name: z.string() }),
  status: z.enum(WORKSPACE_STATUSES),
  suspendedAt: time.nullable(),
  suspendedReason: z.string().nullable().meta({ description: "What its members are told." }),
  retentionDays: z.number(),
  hidePayloads: z.boolean(),
  memberCount: z.number(),
  webhookCount: z.number(),
  lastEventAt: time.nullable(),
  createdAt: time,
};
export const OperatedWorkspace = z.strictObject(workspaceFields).meta({ id: "OperatedWorkspace" });

export const CreatedWorkspace = z
  .strictObject({
    ...workspaceFields,
    invitation: SentInvitation.nullable().meta({ description: "The first owner's, where one was named." }),
    apiKey: CreatedKey.nullable().meta({ description: "Where one was asked for." }),
  })
  .meta({ id: "CreatedWorkspace" });

const counted = z.number().meta({ description: `Counted up to ${COUNT_MAX.toLocaleString("en")}.` });
export const OperatedActivity = z
  .strictObject({
    pending: counted,
    held: counted,
    attempts24h: z.strictObject({ succeeded: z.number(), failed: z.number() }),
    webhooks: z.strictObject({
      active: z.number(),
      paused: z.number(),
      disabled: z.number(),
      failing: z.number().meta({ description: "Active ones that only fail." }),
    }),
    keys: z.number(),
    failing: z
      .array(
        z.strictObject({ id: z.string(), name: z.string(), failingSince: time, lastErrorCode: z.string().nullable() }),
      )
      .meta({ description: "Webhooks that only fail, the longest first, at most ten." }),
  })
  .meta({ id: "OperatedActivity" });

export const AddedMember = z
  .strictObject({ member: Member.nullable(), invitation: SentInvitation.nullable() })
  .meta({ id: "AddedMember", description: "Exactly one of them is there." });
