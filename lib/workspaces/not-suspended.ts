import "server-only";
import { Prisma } from "#prisma/client";

/**
 * The condition that a webhook's workspace is not suspended. Asked for the suspended ones, which are few: the database
 * reads one page of an index of its own, however many workspaces there are.
 *
 * @param webhook the alias of the table `webhook`
 */
export function notSuspended(webhook: "w"): Prisma.Sql {
  return Prisma.raw(
    `NOT EXISTS (SELECT FROM workspace s WHERE s.id = ${webhook}.workspace_id AND s.suspended_at IS NOT NULL)`,
  );
}
