import { InboxAnswer } from "#lib/inbox/answer";
import { InboxInput } from "#lib/inbox/create-inbox";
import { InboxRequestFilters } from "#lib/inbox/list-inbox-requests";
import { IntegrationInput } from "#lib/integrations/create-integration";
import { IntegrationFilters } from "#lib/integrations/list-integrations";
import { KeyInput } from "#lib/keys/create-key";
import { KeyFilters } from "#lib/keys/list-keys";
import { operationsOf } from "#lib/openapi/operation";
import * as schemas from "#lib/openapi/schemas";
import * as answers from "#lib/openapi/workspace-schemas";
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
  on.get("/keys", "listKeys", "List API keys, newest first", {
    scope: "integrations:read",
    query: KeyFilters,
    listOf: answers.Key,
  }),
  on.post("/keys", "createKey", "Make an API key", {
    scope: "integrations:write",
    description: "A key can't give away more than it has: it makes only keys with its own scopes.",
    body: KeyInput,
    example: { name: "CI", scopes: ["webhooks:read", "deliveries:read"] },
    status: 201,
    answer: answers.CreatedKey,
  }),
  on.delete("/keys/{id}", "revokeKey", "Revoke an API key, for good and at once", {
    scope: "integrations:write",
    status: 204,
  }),
  on.get("/integrations", "listIntegrations", "List integrations, newest first", {
    scope: "integrations:read",
    query: IntegrationFilters,
    listOf: schemas.Integration,
  }),
  on.post("/integrations", "createIntegration", "Create an integration", {
    scope: "integrations:write",
    body: IntegrationInput,
    example: { name: "ERP", description: "Books what was paid." },
    status: 201,
    answer: schemas.Integration,
  }),
  on.get("/inboxes", "listInboxes", "List the Inspector's inboxes, oldest first", {
    scope: "inboxes:read",
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
  on.get("/notifications", "listNotifications", "The latest 20 notifications about webhooks, newest first", {
    scope: "webhooks:read",
    listOf: answers.Notification,
  }),
  on.get("/egress-ips", "listEgressIps", "The addresses that requests come from", {
    key: "none",
    listOf: schemas.EgressIp,
  }),
];
