import { IntegrationDeletion, IntegrationInput, IntegrationPatch } from "#lib/integrations/integration-schema";
import { ActivityFilters } from "#lib/integrations/list-activity";
import { IntegrationFilters } from "#lib/integrations/list-integrations";
import { KeyInput, KeyPatch } from "#lib/keys/key-schema";
import { KeyFilters } from "#lib/keys/list-keys";
import * as answers from "#lib/openapi/integration-schemas";
import { AuditEntry } from "#lib/openapi/member-schemas";
import { keyRotation, OLD_KEY_WORKS_ON, operationsOf } from "#lib/openapi/operation";

const on = operationsOf("Integrations");

/** What programs do with integrations and keys. */
export const INTEGRATION_OPERATIONS = [
  on.get("/keys", "listKeys", "List API keys, newest first", {
    scope: "integrations:read",
    query: KeyFilters,
    listOf: answers.Key,
  }),
  on.post("/keys", "createKey", "Create an API key", {
    scope: "integrations:write",
    description: "A key can't give away more than it has: it makes only keys with its own scopes.",
    body: KeyInput,
    example: { name: "CI", scopes: ["webhooks:read", "deliveries:read"] },
    status: 201,
    answer: answers.CreatedKey,
  }),
  on.get("/keys/{id}", "getKey", "An API key", { scope: "integrations:read", answer: answers.Key }),
  on.patch("/keys/{id}", "updateKey", "Change a key's name or when it expires", {
    scope: "integrations:write",
    description: "Its scopes never change. What can do more than the key that asks can't be made to live longer.",
    body: KeyPatch,
    example: { name: "CI (build farm)" },
    answer: answers.Key,
  }),
  on.post("/keys/{id}/rotate", "rotateKey", "Put a new key in the place of an API key", {
    scope: "integrations:write",
    description: `The new key has the same name, scopes and integration. ${OLD_KEY_WORKS_ON}`,
    ...keyRotation(answers.RotatedKey),
  }),
  on.delete("/keys/{id}", "revokeKey", "Revoke an API key, for good and at once", {
    scope: "integrations:write",
    status: 204,
  }),
  on.get("/integrations", "listIntegrations", "List integrations, newest first", {
    scope: "integrations:read",
    query: IntegrationFilters,
    listOf: answers.Integration,
  }),
  on.post("/integrations", "createIntegration", "Create an integration", {
    scope: "integrations:write",
    body: IntegrationInput,
    example: { name: "ERP", description: "Books what was paid." },
    status: 201,
    answer: answers.Integration,
  }),
  on.get("/integrations/{id}", "getIntegration", "An integration", {
    scope: "integrations:read",
    answer: answers.Integration,
  }),
  on.patch("/integrations/{id}", "updateIntegration", "Change an integration's name or description", {
    scope: "integrations:write",
    body: IntegrationPatch,
    example: { description: "Books what was paid, nightly." },
    answer: answers.Integration,
  }),
  on.delete("/integrations/{id}", "deleteIntegration", "Delete an integration", {
    scope: "integrations:write",
    description:
      "Its keys stop working at once. Its webhooks go on as the workspace's own, or are deleted too (which takes `webhooks:write`).",
    query: IntegrationDeletion,
    status: 204,
  }),
  on.get(
    "/integrations/{id}/activity",
    "listIntegrationActivity",
    "What an integration's keys did, and what was done to it",
    {
      scope: "audit:read",
      description: "Entries of the audit log, newest first.",
      query: ActivityFilters,
      listOf: AuditEntry,
    },
  ),
];
