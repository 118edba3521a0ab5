import { z } from "zod";
import { EVENT_VALIDATIONS } from "#lib/event-types/event-validations";
import { PageInput } from "#lib/http/cursor";
import { ROLES } from "#lib/permissions/permissions";

export const EventTypeName = z
  .string("must be text")
  .max(128, "is longer than 128 characters")
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/,
    "must begin with a letter or digit and have only letters, digits and . _ : / -",
  )
  .meta({ description: "How publishers and webhooks name it, for good." });

const fields = {
  group: z.string("must be text").trim().max(100, "is longer than 100 characters").meta({
    description: "What it is listed under.",
  }),
  description: z.string("must be text").trim().max(2000, "is longer than 2,000 characters"),
  schema: z
    .union([z.record(z.string(), z.json()), z.boolean()], "must be a JSON Schema: an object, true or false")
    .nullable()
    .meta({ description: "JSON Schema (2020-12) of the data, or null for none." }),
  validation: z.enum(EVENT_VALIDATIONS, `must be ${EVENT_VALIDATIONS.join(", ")}`).meta({
    description: "What happens to data that does not match: nothing, a warning in the answer, or a refusal.",
  }),
  example: z.json().meta({ description: "A sample of the data, which test events send. It must match the schema." }),
  lowestRole: z.enum(ROLES, `must be ${ROLES.join(", ")}`).meta({
    description: "The lowest role that may see it. A webhook receives what its owner may see.",
  }),
};

export const EventTypeInput = z
  .strictObject({
    name: EventTypeName,
    group: fields.group.default(""),
    description: fields.description.default(""),
    schema: fields.schema.default(null),
    validation: fields.validation.default("off"),
    example: fields.example.default({}),
    lowestRole: fields.lowestRole.default("viewer"),
  })
  .meta({ id: "EventTypeInput" });
export type EventTypeInput = z.input<typeof EventTypeInput>;

export const EventTypePatch = z
  .strictObject({
    ...fields,
    archived: z.boolean("must be true or false").meta({
      description: "An archived type can't be published or subscribed to; webhooks that list it receive nothing of it.",
    }),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "has nothing to change")
  .meta({ id: "EventTypePatch", minProperties: 1 });
export type EventTypePatch = z.input<typeof EventTypePatch>;

/** A type of a file that is imported. What the file does not say stays as it is, or gets its default where it is new. */
export const ImportedType = z.strictObject(fields).partial().extend({ name: EventTypeName });
export type ImportedType = z.output<typeof ImportedType>;

export const EventTypeFilters = z.strictObject(PageInput);
export type EventTypeFilters = z.input<typeof EventTypeFilters>;
