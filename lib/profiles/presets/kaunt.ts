import type { Preset } from "#lib/profiles/preset";
import { link, object, text, uuid } from "#lib/profiles/presets/json-schema";

const HOUR = 3600;

/** All five are alike; `path` is where the resource is fetched. */
const resource = (path: string, what: string) => ({
  example: exampleAt(path),
  schema: object(
    {
      Id: uuid(`The ${what}'s id.`),
      Url: link(`Where to fetch the ${what}.`),
      CompanyName: text("The company whose books it concerns."),
      CorrelationId: text("The id that was given with the request."),
    },
    { TenantId: text("The tenant, where the event does not name it.") },
  ),
});

const exampleAt = (path: string) => ({
  Id: "7d9e2c40-11f5-4a3b-8c6d-52e0f1a7b934",
  Url: `https://api.kaunt.example/v1/${path}/7d9e2c40-11f5-4a3b-8c6d-52e0f1a7b934`,
  CompanyName: "Nordlys ApS",
  CorrelationId: "inv-2026-0042",
});

/** Kaunt, invoice coding (PRODUCTS.md §5): flat PascalCase body, exponential backoff for 24 hours. */
export const kaunt: Preset = {
  name: "Kaunt",
  profile: {
    body: {
      fields: [
        { name: "Id", from: ["data.Id", "eventId"] },
        { name: "Url", from: "data.Url" },
        { name: "TenantId", from: ["tenant", "data.TenantId"] },
        { name: "CompanyName", from: "data.CompanyName" },
        { name: "CorrelationId", from: "data.CorrelationId" },
        { name: "EventType", from: "type" },
      ],
    },
    signature: [{ scheme: "hmac-body", header: "X-Signature-SHA256" }],
    timeoutSeconds: 15,
    retry: { firstSeconds: 10, factor: 2, capSeconds: 4 * HOUR, windowSeconds: 24 * HOUR },
    userAgent: "Kaunt-Webhooks/1.0",
  },
  tenants: [
    { key: "nordlys", name: "Nordlys ApS" },
    { key: "fjordline", name: "Fjordline A/S" },
  ],
  eventTypes: [
    {
      name: "InvoiceCodingProposalProcessingCompleted",
      group: "Invoice coding",
      description: "A coding proposal is ready.",
      ...resource("proposals", "proposal"),
    },
    {
      name: "InvoiceCodingProposalProcessingFailed",
      group: "Invoice coding",
      description: "A coding proposal could not be made.",
      ...resource("proposals", "proposal"),
    },
    {
      name: "ModelReady",
      group: "Models",
      description: "A tenant's first model is ready.",
      ...resource("models", "model"),
    },
    {
      name: "DocumentAIDocumentResultReady",
      group: "Document AI",
      description: "A document's result is ready.",
      ...resource("documents", "document"),
    },
    {
      name: "DocumentAIDocumentResultFailed",
      group: "Document AI",
      description: "A document could not be read.",
      ...resource("documents", "document"),
    },
  ],
};
