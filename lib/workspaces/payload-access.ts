import type { WorkspaceContext } from "#lib/context/workspace-context";

/** Whether event data and what quotes it are kept from this actor: a workspace may hide them from viewers. */
export function hidesPayloads(ctx: WorkspaceContext): boolean {
  return ctx.workspace.hidePayloads && ctx.role === "viewer";
}
