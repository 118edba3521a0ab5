import { ShortListInput } from "#lib/http/short-list";
import { InboxAnswer } from "#lib/inbox/answer";
import { InboxInput } from "#lib/inbox/create-inbox";
import { InboxRequestFilters } from "#lib/inbox/list-inbox-requests";
import { NotificationFilters } from "#lib/notifications/list-notifications";
import { operationsOf } from "#lib/openapi/operation";
import * as schemas from "#lib/openapi/schemas";
import { Tenant } from "#lib/openapi/statistics-schemas";
import * as answers from "#lib/openapi/workspace-schemas";
import { TenantFilters } from "#lib/tenants/page-tenants";
import { WorkspacePatch } from "#lib/workspaces/workspace-schema";

const on = operationsOf("Workspace");

/** What programs do with the rest of a workspace. */
export const WORKSPACE_OPERATIONS = [
  on.get("/workspace", "getWorkspace", "The workspace and its settings", {
    scope: "workspace:read",
    answer: schemas.Workspace,
  }),
  on.patch("/workspace", "updateWorkspace", "Change the given settings", {
    scope: "workspace:write",
    body: WorkspacePatch,
    example: { retentionDays: 90 },
    answer: schemas.Workspace,
  }),
  on.get("/tenants", "listTenants", "List tenants, the latest to appear first", {
    scope: "webhooks:read",
    description: "What publishers have named as `tenant`, and webhooks can be limited to.",
    query: TenantFilters,
    listOf: Tenant,
  }),
  on.get("/inboxes", "listInboxes", "List the Inspector's inboxes, oldest first", {
    scope: "inboxes:read",
    query: ShortListInput,
    listOf: answers.Inbox,
  }),
  on.post("/inboxes", "createInbox", "Make an inbox: a receiver to try webhooks with", {
    scope: "inboxes:write",
    body: InboxInput,
    example: { name: "Staging" },
    status: 201,
    answer: answers.Inbox,
  }),
  on.get("/inboxes/{id}", "getInbox", "An inbox", { scope: "inboxes:read", answer: answers.Inbox }),
  on.put("/inboxes/{id}/answer", "configureInbox", "Set how an inbox answers from now on", {
    scope: "inboxes:write",
    body: InboxAnswer,
    isBodyOptional: true,
    example: { status: 500, delayMs: 250 },
    answer: answers.Inbox,
  }),
  on.get("/inboxes/{id}/requests", "listInboxRequests", "What an inbox has received, newest first", {
    scope: "inboxes:read",
    description: "Each with the verdict on its signature as of now.",
    query: InboxRequestFilters,
    listOf: answers.InboxRequest,
  }),
  on.delete("/inboxes/{id}/requests", "clearInbox", "Forget what an inbox has received", {
    scope: "inboxes:write",
    status: 204,
  }),
  on.get("/notifications", "listNotifications", "List notifications about webhooks, keys and replays, newest first", {
    scope: "webhooks:read",
    query: NotificationFilters,
    listOf: answers.Notification,
  }),
  on.get("/egress-ips", "listEgressIps", "The addresses that requests come from", {
    key: "none",
    listOf: schemas.EgressIp,
  }),
];
