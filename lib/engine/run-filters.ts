import { z } from "zod";
import { RUN_STATUSES } from "#lib/engine/engine-view";
import { PageInput } from "#lib/http/cursor";

export const RunFilters = z.strictObject({
  ...PageInput,
  function: z.string().max(200).optional().meta({ description: "Only runs of this function, by its id." }),
  status: z.enum(RUN_STATUSES).optional(),
});
export type RunFilters = z.input<typeof RunFilters>;
