import { may, type Permission } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

// The access matrix has a row for everything that a browser can reach, in one file per area (./areas). A row says what is
// needed; what each kind of caller gets follows from it and from lib/permissions/permissions.ts, in ./expect.ts.

/** One of each thing in a workspace, by its public id. */
export interface Ids {
  webhook: string;
  delivery: string;
  event: string;
  inbox: string;
  invitation: string;
  member: string;
  replay: string;
}

/**
 * Who gets something: members of the workspace whose role has a permission, operators of the instance, anybody who is
 * signed in, or anybody at all.
 */
export type Needs = Permission | "operator" | "session" | "nothing";

interface Row {
  needs: Needs;
  /** What it names, where it names one thing of the workspace: another workspace's is answered like a missing one. */
  names?: keyof Ids;
}

/** A page, by its file below app/. */
export interface PageRow extends Row {
  at: (slug: string, ids: Ids) => string;
  /** It only leads on to another page. */
  leadsOn?: true;
  /** What it answers instead of 200. */
  answers?: number;
}

/** A read that needs no key: the dashboard's, or anybody's. By its file below app/. */
export interface ReadRow extends Row {
  at: (slug: string, ids: Ids) => string;
  /** What it answers instead of 200. */
  answers?: number;
}

/** A server action, by its name. */
export interface ActionRow extends Row {
  /**
   * What it is called with, after the workspace's slug where it needs a permission. Those who may do it call it with the
   * ids of things that do not exist, so it has to be harmless then.
   */
  args: (ids: Ids) => unknown[];
  /** The test that calls it instead: who may do it here would do harm. */
  elsewhere?: string;
}

/** What belongs together. Rows are sorted, so that two changes seldom touch the same line. */
export interface Area {
  pages?: Record<string, PageRow>;
  reads?: Record<string, ReadRow>;
  actions?: Record<string, ActionRow>;
  /** Routes without a session that API v1 does not describe, by their file below app/: the test that says who may call them. */
  routes?: Record<string, string>;
}

/** Whether a row is about a workspace, so that a role decides. */
export function permissionOf({ needs }: Row): Permission | null {
  return needs === "operator" || needs === "session" || needs === "nothing" ? null : needs;
}

/** Whether a member with this role gets it. */
export function mayRole(role: Role, row: Row): boolean {
  const permission = permissionOf(row);
  return permission !== null && may(role, permission);
}
