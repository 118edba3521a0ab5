import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import {
  type IntegrationRow,
  type IntegrationView,
  integrationSelect,
  integrationView,
} from "#lib/integrations/integration-view";

/** @throws {AppError} `not_found` for a malformed or foreign id */
export async function findIntegration(tx: Transaction, ctx: WorkspaceContext, id: string): Promise<IntegrationRow> {
  const uuid = parseId("integration", id);
  const row = uuid
    ? await tx.integration.findFirst({
        where: { id: uuid, workspaceId: ctx.workspace.id },
        select: integrationSelect(new Date()),
      })
    : null;
  if (!row) throw notFound("integration");
  return row;
}

/** These integrations with the names of those who made them. */
export async function viewIntegrations(tx: Transaction, rows: readonly IntegrationRow[]): Promise<IntegrationView[]> {
  const ids = [...new Set(rows.flatMap(({ createdById }) => createdById ?? []))];
  const people =
    ids.length > 0 ? await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }) : [];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => integrationView(row, names.get(row.createdById ?? "") ?? null));
}

/** The view of one. */
export async function viewIntegration(tx: Transaction, row: IntegrationRow): Promise<IntegrationView> {
  const [view] = await viewIntegrations(tx, [row]);
  if (!view) throw notFound("integration");
  return view;
}
