import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { RUN_STATUSES } from "#lib/engine/engine-view";

/** The filters of the runs list, as they stand in the URL. */
export const runSearchParams = {
  function: parseAsString,
  status: parseAsStringLiteral(RUN_STATUSES),
  cursor: parseAsString,
};

/** The run whose sheet is open. Apart from the filters, so that opening it does not load the list again. */
export const openRunParam = parseAsString.withOptions({ history: "push" });
export const liveRunsParam = parseAsBoolean.withDefault(false);

export const loadRunSearchParams = createLoader(runSearchParams);
export type RunSearch = Awaited<ReturnType<typeof loadRunSearchParams>>;
