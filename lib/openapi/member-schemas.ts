import { z } from "zod";
import { AUDIT_ACTOR_TYPES } from "#lib/audit/audit-view";
import { ROLES } from "#lib/permissions/permissions";

// What the API answers about members, for its description. The tests hold real answers against these.

const time = z.string().meta({ format: "date-time" });

export const Member = z
  .strictObject({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES), joinedAt: time })
  .meta({ id: "Member" });

const invitationFields = {
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  invitedBy: z.string().nullable(),
  createdAt: time,
  expiresAt: time,
  expired: z.boolean(),
};
export const Invitation = z.strictObject(invitationFields).meta({ id: "Invitation" });
export const SentInvitation = z
  .strictObject({
    ...invitationFields,
    url: z.string().meta({ description: "The link that accepts it, once. Shown here only." }),
    mail: z.enum(["sent", "failed", "off"]).meta({ description: "off: this instance has no mail server." }),
  })
  .meta({ id: "SentInvitation" });

export const AuditEntry = z
  .strictObject({
    id: z.string(),
    createdAt: time,
    action: z.string().meta({ description: "Noun and verb, e.g. webhook.updated." }),
    actor: z.strictObject({
      type: z.enum(AUDIT_ACTOR_TYPES).meta({ description: "operator…: somebody who operates this instance." }),
      id: z.string().nullable(),
      name: z.string(),
    }),
    target: z.strictObject({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    before: z.unknown().meta({ description: "The changed fields only, without secrets." }),
    after: z.unknown(),
    address: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: "AuditEntry" });
