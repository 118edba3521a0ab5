import { EventFilters } from "#lib/events/list-events";
import { DELIVERY_OPERATIONS } from "#lib/openapi/delivery-operations";
import { INSTANCE_OPERATIONS } from "#lib/openapi/instance-operations";
import { INTEGRATION_OPERATIONS } from "#lib/openapi/integration-operations";
import { MEMBER_OPERATIONS } from "#lib/openapi/member-operations";
import { OPERATED_WORKSPACE_OPERATIONS } from "#lib/openapi/operated-workspace-operations";
import { type Operation, operationsOf } from "#lib/openapi/operation";
import { PRODUCT_OPERATIONS } from "#lib/openapi/product-operations";
import * as answers from "#lib/openapi/schemas";
import { WEBHOOK_OPERATIONS } from "#lib/openapi/webhook-operations";
import { WORKSPACE_OPERATIONS } from "#lib/openapi/workspace-operations";

const on = operationsOf("Events");

const EVENT_OPERATIONS = [
  on.post("/events", "publishEvents", "Publish an event, or up to 1,000 of which all or none are accepted", {
    key: "publish",
    description:
      "The answer means that the events are committed, each with a delivery per subscribed webhook. `id` makes publishing idempotent; for an event without one, the header `Idempotency-Key` stands in.",
    body: answers.PublishItem,
    isBatch: true,
    example: {
      workspace: "acme",
      type: "invoice.paid",
      data: { id: "inv_8f2k1", total: 129.9 },
      id: "inv_8f2k1-paid",
    },
    status: 202,
    answer: answers.Accepted,
    quota: "publish",
  }),
  on.get("/events", "listEvents", "List events, newest first", {
    scope: "events:read",
    query: EventFilters,
    listOf: answers.Event,
  }),
  on.get("/events/{id}", "getEvent", "An event and its deliveries", {
    scope: "events:read",
    answer: answers.EventDetail,
  }),
  on.get("/event-types", "listEventTypes", "The event catalogue, with who subscribes and how much there is", {
    scope: "webhooks:read",
    listOf: answers.EventType,
  }),
];

/** Every operation of API v1, in reading order. */
export const OPERATIONS: Operation[] = [
  ...EVENT_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...DELIVERY_OPERATIONS,
  ...INTEGRATION_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...WORKSPACE_OPERATIONS,
  ...PRODUCT_OPERATIONS,
  ...OPERATED_WORKSPACE_OPERATIONS,
  ...INSTANCE_OPERATIONS,
];
