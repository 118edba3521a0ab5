import { ShortListInput } from "#lib/http/short-list";
import { KeyInput } from "#lib/keys/key-schema";
import { NewMember } from "#lib/members/add-member";
import { CreatedKey } from "#lib/openapi/integration-schemas";
import { Member } from "#lib/openapi/member-schemas";
import * as answers from "#lib/openapi/operated-workspace-schemas";
import { operationsOf } from "#lib/openapi/operation";
import { DeleteConfirmation } from "#lib/workspaces/delete-workspace";
import { SuspensionInput, WorkspaceFilters, WorkspaceInput } from "#lib/workspaces/workspace-input";
import { WorkspacePatch } from "#lib/workspaces/workspace-schema";

const on = operationsOf("Operator");
const key = "operator";

/** What the backend of a SaaS does with its customers' workspaces. `{id}` is an id (`ws_…`) or a slug. */
export const OPERATED_WORKSPACE_OPERATIONS = [
  on.get("/operator/workspaces", "listOperatedWorkspaces", "List the instance's workspaces, newest first", {
    key,
    scope: "workspaces:read",
    query: WorkspaceFilters,
    listOf: answers.OperatedWorkspace,
  }),
  on.post("/operator/workspaces", "createOperatedWorkspace", "Create a workspace, as when a customer signs up", {
    key,
    scope: "workspaces:write",
    description:
      "With `owner`, invites its first owner; with `apiKey`, makes a key for your backend. All of it or nothing; links and keys are shown here once.",
    body: WorkspaceInput,
    example: { product: "acme", name: "Globex", owner: "ada@globex.example", apiKey: true },
    status: 201,
    answer: answers.CreatedWorkspace,
  }),
  on.get("/operator/workspaces/{id}", "getOperatedWorkspace", "A workspace, by its id or slug", {
    key,
    scope: "workspaces:read",
    answer: answers.OperatedWorkspace,
  }),
  on.patch("/operator/workspaces/{id}", "updateOperatedWorkspace", "Change the given settings of a workspace", {
    key,
    scope: "workspaces:write",
    body: WorkspacePatch,
    example: { retentionDays: 90 },
    answer: answers.OperatedWorkspace,
  }),
  on.delete("/operator/workspaces/{id}", "deleteOperatedWorkspace", "Delete a workspace for good", {
    key,
    scope: "workspaces:write",
    description:
      "Webhooks, secrets, keys and memberships go at once; events, deliveries and attempts are purged within minutes. Only the audit log stays.",
    query: DeleteConfirmation,
    status: 204,
  }),
  on.post("/operator/workspaces/{id}/suspend", "suspendWorkspace", "Suspend a workspace", {
    key,
    scope: "workspaces:write",
    description:
      "Publishing to it, its API keys and its members are refused; its deliveries wait. Nothing is lost. Suspending it again changes nothing.",
    body: SuspensionInput,
    example: { reason: "The invoice of May is unpaid." },
    answer: answers.OperatedWorkspace,
  }),
  on.post("/operator/workspaces/{id}/resume", "resumeWorkspace", "Resume a suspended workspace", {
    key,
    scope: "workspaces:write",
    description: "What waited goes out, as fast as each webhook takes it. Resuming it again changes nothing.",
    answer: answers.OperatedWorkspace,
  }),
  on.get(
    "/operator/workspaces/{id}/export",
    "exportWorkspace",
    "Everything of a workspace as a file, without secrets",
    {
      key,
      scope: "workspaces:read",
      description:
        'JSON lines `{"kind","data"}`, oldest first: `export`, `workspace`, then members, invitations, tenants, integrations, keys, webhooks, inboxes, notifications, replays, audit log, events and deliveries with their attempts, and at last `end` with how many there were of each. A file without `end` was cut off.',
      file: ["application/x-ndjson"],
    },
  ),
  on.get("/operator/workspaces/{id}/activity", "getOperatedActivity", "What goes on in a workspace, in numbers", {
    key,
    scope: "workspaces:read",
    answer: answers.OperatedActivity,
  }),
  on.get(
    "/operator/workspaces/{id}/members",
    "listOperatedMembers",
    "The members of a workspace, the highest role first",
    {
      key,
      scope: "workspaces:read",
      query: ShortListInput,
      listOf: Member,
    },
  ),
  on.post("/operator/workspaces/{id}/members", "addMember", "Add a member to a workspace, or invite one", {
    key,
    scope: "workspaces:write",
    body: NewMember,
    example: { email: "grace@globex.example", role: "admin" },
    status: 201,
    answer: answers.AddedMember,
    quota: "invite",
  }),
  on.post("/operator/workspaces/{id}/keys", "createOperatedKey", "Create an API key of a workspace", {
    key,
    scope: "workspaces:write",
    body: KeyInput,
    example: { name: "Backend", scopes: ["webhooks:read", "deliveries:read"] },
    status: 201,
    answer: CreatedKey,
  }),
];
