import "server-only";
import type { InstanceKey } from "#lib/config";
import { openDataKey } from "#lib/crypto/envelope";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";

/** The key that seals a workspace's signing secrets and header values. */
export async function workspaceKey(tx: Transaction, workspaceId: string): Promise<InstanceKey> {
  const workspace = await tx.workspace.findUnique({ where: { id: workspaceId }, select: { dataKey: true } });
  if (!workspace) throw notFound("workspace");
  return openDataKey(workspaceId, workspace.dataKey);
}
