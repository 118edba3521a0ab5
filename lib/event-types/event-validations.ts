import type { EventValidation } from "#prisma/client";

export const EVENT_VALIDATIONS = ["off", "warn", "reject"] as const satisfies readonly EventValidation[];
