import type { ProfileInput } from "#lib/profiles/profile-schema";
import type { EventValidation, Prisma, Role } from "#prisma/client";

/** An event type of a preset's catalogue. `example` becomes the `data` of a test event. */
export interface PresetEventType {
  name: string;
  group: string;
  description: string;
  example: Record<string, unknown>;
  /** JSON Schema of `data`. */
  schema: Prisma.InputJsonObject;
  /** What happens to events that do not match it. Default: nothing. */
  validation?: EventValidation;
  lowestRole?: Role;
}

/** A profile with the catalogue that goes with it. */
export interface Preset {
  name: string;
  profile: ProfileInput;
  eventTypes: PresetEventType[];
  /** Of the demo's workspace, where the product has tenants. */
  tenants?: { key: string; name: string }[];
}
