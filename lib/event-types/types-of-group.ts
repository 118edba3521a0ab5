import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";

/** The names of a catalogue group's types, archived ones included: their deliveries are still in the log. */
export async function typesOfGroup(tx: Transaction, ctx: WorkspaceContext, group: string): Promise<string[]> {
  const rows = await tx.eventType.findMany({
    where: { productId: ctx.workspace.productId, group },
    select: { name: true },
  });
  return rows.map((row) => row.name);
}
