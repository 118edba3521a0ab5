import { EventTypeFilters, EventTypeInput, EventTypePatch } from "#lib/event-types/event-type-schema";
import { ImportInput, ImportQuery } from "#lib/event-types/import-event-types";
import { PublishKeyInput } from "#lib/keys/key-schema";
import { AnyKeyFilters } from "#lib/keys/list-keys";
import { keyRotation, OLD_KEY_WORKS_ON, operationsOf } from "#lib/openapi/operation";
import * as answers from "#lib/openapi/product-schemas";
import { ProductFilters, ProductInput, ProductPatch } from "#lib/products/product-schema";
import { VersionFilters } from "#lib/profiles/list-versions";
import { standard } from "#lib/profiles/presets/standard";
import { PreviewInput } from "#lib/profiles/preview-profile";
import { CompareInput } from "#lib/profiles/profile-impact";
import { ProfileUpdate } from "#lib/profiles/save-profile";

const on = operationsOf("Operator");
const key = "operator" as const;
const read = { key, scope: "products:read" as const };
const write = { key, scope: "products:write" as const };

const NAMED = "`id` is the product's id or its slug.";
const PROFILE_EXAMPLE = {
  ...standard.profile,
  signature: [{ scheme: "hmac-body", header: "X-Nimbus-Signature", prefix: "sha256=" }],
};

/** What programs of operators do with products. */
export const PRODUCT_OPERATIONS = [
  on.get("/operator/products", "listProducts", "List products, newest first", {
    ...read,
    query: ProductFilters,
    listOf: answers.Product,
  }),
  on.post("/operator/products", "createProduct", "Create a product from a preset or with rules of its own", {
    ...write,
    body: ProductInput,
    example: { name: "Nimbus", preset: "standard" },
    status: 201,
    answer: answers.Product,
  }),
  on.get("/operator/products/{id}", "getProduct", "A product", {
    ...read,
    description: NAMED,
    answer: answers.Product,
  }),
  on.patch("/operator/products/{id}", "updateProduct", "Rename a product", {
    ...write,
    body: ProductPatch,
    example: { name: "Nimbus Cloud" },
    answer: answers.Product,
  }),
  on.delete("/operator/products/{id}", "deleteProduct", "Delete a product that has no workspaces", {
    ...write,
    description: "Its profile, catalogue and publish keys go with it.",
    status: 204,
    mayConflict: true,
  }),
  on.get("/operator/products/{id}/profile", "getProfile", "The wire rules that new events get", {
    ...read,
    description: NAMED,
    answer: answers.ProfileVersion,
    etag: true,
  }),
  on.put("/operator/products/{id}/profile", "saveProfile", "Save wire rules as a new version", {
    ...write,
    description:
      "Events accepted before keep the version they were accepted under. Rules that say the same as the present ones make no version. New events get it within two seconds.",
    body: ProfileUpdate,
    example: { profile: PROFILE_EXAMPLE, note: "Our own signature header" },
    answer: answers.ProfileVersion,
    etag: true,
    ifMatch: true,
  }),
  on.post(
    "/operator/products/{id}/profile/preview",
    "previewProfile",
    "The exact request that rules make of an event",
    {
      ...read,
      description: "Rendered and signed by the code that delivers, with sample secrets that are in the answer.",
      body: PreviewInput,
      isBodyOptional: true,
      example: { attempt: 2, rotating: true },
      answer: answers.ProfilePreview,
    },
  ),
  on.post("/operator/products/{id}/profile/compare", "compareProfile", "What saving these rules would change", {
    ...read,
    description: "Field by field, and for the webhooks there are.",
    body: CompareInput,
    example: { profile: PROFILE_EXAMPLE },
    answer: answers.ProfileComparison,
  }),
  on.get(
    "/operator/products/{id}/profile/versions",
    "listProfileVersions",
    "Every version of the wire rules, newest first",
    {
      ...read,
      query: VersionFilters,
      listOf: answers.ProfileVersion,
    },
  ),
  on.get("/operator/products/{id}/event-types", "listProductEventTypes", "A product's event types, newest first", {
    ...read,
    description: "Archived ones too.",
    query: EventTypeFilters,
    listOf: answers.ProductEventType,
  }),
  on.post("/operator/products/{id}/event-types", "createEventType", "Add an event type", {
    ...write,
    description: "It can be published within two seconds.",
    body: EventTypeInput,
    example: { name: "order.created", group: "Orders", description: "An order was placed.", example: { id: "ord_1" } },
    status: 201,
    answer: answers.ProductEventType,
  }),
  on.post(
    "/operator/products/{id}/event-types/import",
    "importEventTypes",
    "Bring the catalogue to what a document says",
    {
      ...write,
      description: "All of it or nothing. With `dryRun=true` it only tells what would change.",
      query: ImportQuery,
      body: ImportInput,
      example: { document: { eventTypes: [{ name: "order.shipped", group: "Orders", example: { id: "ord_1" } }] } },
      answer: answers.ImportPlan,
    },
  ),
  on.get("/operator/products/{id}/event-types/export", "exportEventTypes", "The catalogue as a document", {
    ...read,
    description: "As an import reads it. Archived types are left out.",
    answer: answers.Catalogue,
  }),
  on.get("/operator/event-types/{id}", "getProductEventType", "An event type", {
    ...read,
    answer: answers.ProductEventType,
  }),
  on.patch("/operator/event-types/{id}", "updateEventType", "Change, archive or bring back an event type", {
    ...write,
    description: "Publishers meet the change within two seconds.",
    body: EventTypePatch,
    example: { validation: "warn" },
    answer: answers.ProductEventType,
  }),
  on.get("/operator/products/{id}/publish-keys", "listPublishKeys", "A product's publish keys, newest first", {
    ...read,
    description: "Revoked and expired ones too.",
    query: AnyKeyFilters,
    listOf: answers.PublishKey,
  }),
  on.post("/operator/products/{id}/publish-keys", "createPublishKey", "Create a publish key", {
    ...write,
    body: PublishKeyInput,
    example: { name: "Production backend" },
    status: 201,
    answer: answers.CreatedPublishKey,
  }),
  on.post("/operator/publish-keys/{id}/rotate", "rotatePublishKey", "Put a new key in the place of a publish key", {
    ...write,
    description: OLD_KEY_WORKS_ON,
    ...keyRotation(answers.RotatedPublishKey),
  }),
  on.delete("/operator/publish-keys/{id}", "revokePublishKey", "Revoke a publish key for good", {
    ...write,
    description: "It is refused within five seconds.",
    status: 204,
  }),
];
