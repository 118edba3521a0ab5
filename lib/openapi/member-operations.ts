import { AuditExport } from "#lib/audit/export-audit";
import { AuditFilters } from "#lib/audit/list-audit";
import { ShortListInput } from "#lib/http/short-list";
import { InvitationInput } from "#lib/invitations/create-invitation";
import { InvitationFilters } from "#lib/invitations/list-invitations";
import { RoleInput } from "#lib/members/change-role";
import * as answers from "#lib/openapi/member-schemas";
import { EXPORT_TYPES, operationsOf } from "#lib/openapi/operation";

const on = operationsOf("Members");

/** What programs do with the people of a workspace. */
export const MEMBER_OPERATIONS = [
  on.get("/members", "listMembers", "List members, the highest role first", {
    scope: "members:read",
    query: ShortListInput,
    listOf: answers.Member,
  }),
  on.patch("/members/{id}", "changeRole", "Give a member another role", {
    scope: "members:write",
    description: "From their next request on. Owners are changed by owners, on the page.",
    body: RoleInput,
    example: { role: "developer" },
    answer: answers.Member,
  }),
  on.delete("/members/{id}", "removeMember", "Take a member out of the workspace", {
    scope: "members:write",
    description: "Their webhooks stay and receive what a viewer may see, until they get another owner.",
    status: 204,
  }),
  on.get("/invitations", "listInvitations", "List invitations that are open or have expired, newest first", {
    scope: "members:write",
    query: InvitationFilters,
    listOf: answers.Invitation,
  }),
  on.post("/invitations", "createInvitation", "Invite somebody", {
    scope: "members:write",
    description: "By a link that works once, for seven days. It is mailed where this instance has a mail server.",
    body: InvitationInput,
    example: { email: "person@example.com", role: "developer" },
    status: 201,
    answer: answers.SentInvitation,
    quota: "invite",
  }),
  on.post("/invitations/{id}/renew", "renewInvitation", "Send an invitation again, with a new link", {
    scope: "members:write",
    answer: answers.SentInvitation,
    quota: "invite",
  }),
  on.delete("/invitations/{id}", "revokeInvitation", "Revoke an invitation", { scope: "members:write", status: 204 }),
  on.get("/audit-log", "listAudit", "Who did what in the workspace, newest first", {
    scope: "audit:read",
    description: "Changes, sign-ins and refusals. Entries are never changed or deleted.",
    query: AuditFilters,
    listOf: answers.AuditEntry,
  }),
  on.get("/audit-log/export", "exportAudit", "Export the audit log as a file", {
    scope: "audit:read",
    description: "CSV or JSON lines. That it was exported is in the log too.",
    query: AuditExport,
    file: EXPORT_TYPES,
  }),
];
