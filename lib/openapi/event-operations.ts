import { EventExport } from "#lib/events/export-events";
import { EventFilters } from "#lib/events/list-events";
import { ShortListInput } from "#lib/http/short-list";
import { Event, EventDetail } from "#lib/openapi/delivery-schemas";
import { EXPORT_TYPES, operationsOf } from "#lib/openapi/operation";
import * as answers from "#lib/openapi/schemas";

const on = operationsOf("Events");

/** What publishers send, and what programs see of it. */
export const EVENT_OPERATIONS = [
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
    listOf: Event,
  }),
  on.get("/events/export", "exportEvents", "Export events as a file", {
    scope: "events:read",
    description:
      "CSV or JSON lines: all that match, with their data; with `q`, as far back as a search reaches. That it was exported is in the audit log.",
    query: EventExport,
    file: EXPORT_TYPES,
  }),
  on.get("/events/{id}", "getEvent", "An event and its deliveries", {
    scope: "events:read",
    answer: EventDetail,
  }),
  on.get("/event-types", "listEventTypes", "The event catalogue, with who subscribes and how much there is", {
    scope: "webhooks:read",
    query: ShortListInput,
    listOf: answers.EventType,
  }),
];
