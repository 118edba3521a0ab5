import { AsyncLocalStorage } from "node:async_hooks";

// Which workspace's rows the statements of a request may touch. lib/database/scoped-pool.ts tells Postgres, whose policies
// (lib/database/wall.ts) hold whatever a query has forgotten. See docs/decisions/0007-second-wall.md.

/** A workspace's row id; `null` for no workspace's rows; `all` for what works across workspaces. */
export type Scope = string | null | "all";

interface Holder {
  scope: Scope;
}

/** On globalThis, because Next.js may load this module once per route bundle. */
const holder = globalThis as { posthornScope?: AsyncLocalStorage<Holder> };
holder.posthornScope ??= new AsyncLocalStorage();
const storage = holder.posthornScope;

/**
 * Runs the work for a request from outside: no workspace's rows exist for it until `enterWorkspace`. Within such work it
 * changes nothing.
 */
export function behindWall<T>(run: () => T): T {
  return storage.getStore() ? run() : storage.run({ scope: null }, run);
}

/** From here on this request sees the rows of this workspace, and no other. Called where a membership or key was verified. */
export function enterWorkspace(workspaceId: string): void {
  setScope(workspaceId);
}

/** From here on this request sees the rows of all workspaces. Called where an operator or a publish key was verified. */
export function enterAllWorkspaces(): void {
  setScope("all");
}

/**
 * Runs what is not about one workspace: finding out whose a key or a link is, a person's own account, the loops that all
 * requests share. Nothing in here may answer a request with what it has not checked.
 */
export function acrossWorkspaces<T>(run: () => Promise<T>): Promise<T> {
  // Awaited inside, since Prisma's promises begin only then.
  return storage.run({ scope: "all" }, async () => await run());
}

/** The scope of the statements that begin now. Processes that serve no requests, and scripts, work for all workspaces. */
export function currentScope(): Scope {
  return storage.getStore()?.scope ?? (storage.getStore() ? null : "all");
}

function setScope(scope: Scope): void {
  const current = storage.getStore();
  if (current) current.scope = scope;
}
