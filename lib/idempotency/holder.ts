import "server-only";
import { config, type InstanceKey } from "#lib/config";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { workspaceKey } from "#lib/workspaces/data-key";

/** Whose `Idempotency-Key`s are told apart, and what seals the requests and answers behind them. */
export interface Holder {
  /** Null for those who operate the instance. */
  workspaceId: string | null;
  /** The first seals; any of them may have sealed what is stored. */
  keys: readonly [InstanceKey, ...InstanceKey[]];
}

/** A workspace with its data key, or the instance with its own. */
export async function holderOf(ctx: WorkspaceContext | OperatorContext): Promise<Holder> {
  if (!("workspace" in ctx)) return { workspaceId: null, keys: config().instanceKeys };
  return { workspaceId: ctx.workspace.id, keys: [await workspaceKey(db(), ctx.workspace.id)] };
}
