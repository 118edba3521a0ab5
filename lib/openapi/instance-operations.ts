import { AuditExport } from "#lib/audit/export-audit";
import { AuditFilters } from "#lib/audit/list-audit";
import { RunFilters } from "#lib/engine/run-filters";
import { ShortListInput } from "#lib/http/short-list";
import { InstancePatch } from "#lib/instance/instance-settings";
import { OperatorKeyInput } from "#lib/keys/key-schema";
import { AnyKeyFilters } from "#lib/keys/list-keys";
import * as engine from "#lib/openapi/engine-schemas";
import * as answers from "#lib/openapi/instance-schemas";
import { AuditEntry } from "#lib/openapi/member-schemas";
import { EXPORT_TYPES, keyRotation, OLD_KEY_WORKS_ON, operationsOf } from "#lib/openapi/operation";
import { OperatorInput } from "#lib/operators/add-operator";

const on = operationsOf("Operator");
const read = { key: "operator", scope: "instance:read" } as const;
const write = { key: "operator", scope: "instance:write" } as const;

/** What programs do with the instance itself. */
export const INSTANCE_OPERATIONS = [
  on.get("/operator/health", "getHealth", "How this instance is doing, and what to do about it", {
    ...read,
    description: "At most two seconds old. For alarms, `/metrics` is cheaper.",
    answer: answers.InstanceHealth,
  }),
  on.get("/operator/engine", "getEngine", "What executes the functions, and what is left to do", {
    ...read,
    description: "Numbers are the embedded engine's; a real Inngest has its own dashboard.",
    answer: engine.Engine,
  }),
  on.get("/operator/engine/runs", "listRuns", "List the embedded engine's runs of three days, newest first", {
    ...read,
    query: RunFilters,
    listOf: engine.Run,
  }),
  on.get("/operator/engine/runs/{id}", "getRun", "A run with its steps, failed attempts and what it does next", {
    ...read,
    answer: engine.RunDetail,
  }),
  on.get("/operator/settings", "getInstanceSettings", "The instance's settings, and what its environment decides", {
    ...read,
    answer: answers.InstanceSettings,
  }),
  on.patch("/operator/settings", "updateInstanceSettings", "Change the given settings of the instance", {
    ...write,
    body: InstancePatch,
    example: { workspaceDefaults: { retentionDays: 90 }, egressIps: ["203.0.113.7"] },
    answer: answers.InstanceSettings,
  }),
  on.get("/operator/people", "listOperators", "List the people who operate this instance, by name", {
    ...read,
    query: ShortListInput,
    listOf: answers.Operator,
  }),
  on.post("/operator/people", "addOperator", "Make somebody an operator", {
    ...write,
    description:
      'Needs the scope "*": an operator may do everything. Without an account one is made, entered by a link.',
    body: OperatorInput,
    example: { email: "night-shift@example.com" },
    status: 201,
    answer: answers.AddedOperator,
  }),
  on.delete("/operator/people/{id}", "removeOperator", "Make somebody an operator no longer", {
    ...write,
    description: 'Needs the scope "*". Never the last one. The operator keys they made open nothing from then on.',
    status: 204,
  }),
  on.post("/operator/people/{id}/sign-out", "signOutOperator", "Sign an operator out of every browser", {
    ...write,
    description: 'Needs the scope "*".',
    status: 204,
  }),
  on.post("/operator/people/{id}/reset", "resetOperator", "Make a link by which an operator sets a new password", {
    ...write,
    description: 'Needs the scope "*". It works once, for a day, and is mailed where this instance has a mail server.',
    status: 201,
    answer: answers.PasswordLink,
  }),
  on.get("/operator/keys", "listOperatorKeys", "List operator keys, newest first", {
    ...read,
    query: AnyKeyFilters,
    listOf: answers.OperatorKey,
  }),
  on.post("/operator/keys", "createOperatorKey", "Make an operator key", {
    ...write,
    description: "A key can't give away more than it has.",
    body: OperatorKeyInput,
    example: { name: "Sign-up", scopes: ["workspaces:read", "workspaces:write"] },
    status: 201,
    answer: answers.CreatedOperatorKey,
  }),
  on.post("/operator/keys/{id}/rotate", "rotateOperatorKey", "Put a new key in the place of an operator key", {
    ...write,
    description: OLD_KEY_WORKS_ON,
    ...keyRotation(answers.RotatedOperatorKey),
  }),
  on.delete("/operator/keys/{id}", "revokeOperatorKey", "Revoke an operator key, for good and at once", {
    ...write,
    status: 204,
  }),
  on.get("/operator/audit-log", "listOperatorAudit", "What operators did, and what happened to the instance", {
    ...read,
    description: "Newest first. What concerns a workspace is in its own log too.",
    query: AuditFilters,
    listOf: AuditEntry,
  }),
  on.get("/operator/audit-log/export", "exportOperatorAudit", "Export the operators' audit log as a file", {
    ...read,
    description: "CSV or JSON lines. That it was exported is in the log too.",
    query: AuditExport,
    file: EXPORT_TYPES,
  }),
];
