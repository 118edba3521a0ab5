import "server-only";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";

/**
 * The slug of the workspace that an inbox's URL belongs to, or null. Says nothing about the reader's rights: the page
 * goes on to make a context for that workspace, which checks them.
 */
export async function findInboxWorkspaceSlug(token: string): Promise<string | null> {
  const inbox = await acrossWorkspaces(() =>
    db().inbox.findUnique({ where: { token }, select: { workspace: { select: { slug: true } } } }),
  );
  return inbox?.workspace.slug ?? null;
}
