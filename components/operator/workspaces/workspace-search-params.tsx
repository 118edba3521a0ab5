import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";

/** Not from the schema, which would bring zod into the list's JavaScript. */
export const STATUS_FILTERS = ["active", "suspended"] as const satisfies readonly OperatedWorkspace["status"][];

/** The filters of the operators' list of workspaces, as they stand in the URL. */
export const workspaceSearchParams = {
  q: parseAsString.withDefault(""),
  product: parseAsString,
  status: parseAsStringLiteral(STATUS_FILTERS),
  cursor: parseAsString,
};

export type WorkspaceSearch = inferParserType<typeof workspaceSearchParams>;
export const loadWorkspaceSearchParams = createLoader(workspaceSearchParams);
