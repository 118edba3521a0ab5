import "server-only";
import { z } from "zod";
import { type AuditView, auditView } from "#lib/audit/audit-view";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { publicId } from "#lib/ids";
import { findIntegration } from "#lib/integrations/find-integration";

/** Whoever has made more keys for one integration sees what the latest of them did. */
const MAX_KEYS = 1000;

export const ActivityFilters = z.strictObject(PageInput);
export type ActivityFilters = z.input<typeof ActivityFilters>;

/**
 * The part of the audit log that is about an integration or its keys, or was done with one of them; newest first.
 *
 * @throws {AppError} `forbidden`, `not_found`, `invalid_cursor`
 */
export async function listActivity(
  ctx: WorkspaceContext,
  id: string,
  filters: ActivityFilters = {},
): Promise<Page<AuditView>> {
  requirePermission(ctx, "audit:read");
  const position = parseInput(ActivityFilters, filters);
  const integration = await findIntegration(db(), ctx, id);
  const keys = await db().apiKey.findMany({
    where: { workspaceId: ctx.workspace.id, integrationId: integration.id },
    orderBy: { id: "desc" },
    take: MAX_KEYS,
    select: { id: true },
  });
  const keyIds = keys.map((key) => key.id);
  const targets = [id, ...keyIds.map((keyId) => publicId("key", keyId))];
  const page = await readPage(position, ({ id: bounds, orderBy, take }) =>
    db().auditEntry.findMany({
      where: {
        workspaceId: ctx.workspace.id,
        id: bounds,
        OR: [{ actorType: "key", actorId: { in: keyIds } }, { targetId: { in: targets } }],
      },
      orderBy,
      take,
    }),
  );
  return mapPage(page, auditView);
}
