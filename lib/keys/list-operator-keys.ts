import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, readPage } from "#lib/http/cursor";
import { findMakers } from "#lib/keys/find-makers";
import { KEY_VIEW, type OperatorKeyView, operatorKeyView } from "#lib/keys/key-view";
import { AnyKeyFilters } from "#lib/keys/list-keys";

/**
 * One page of the operator keys, newest first, revoked and expired ones included.
 *
 * @throws {AppError} `forbidden`, `invalid_input`, `invalid_cursor`
 */
export async function listOperatorKeys(
  ctx: OperatorContext,
  filters: AnyKeyFilters = {},
): Promise<Page<OperatorKeyView>> {
  requireOperatorPermission(ctx, "instance:read");
  const page = await readPage(parseInput(AnyKeyFilters, filters), ({ id, orderBy, take }) =>
    db().apiKey.findMany({ where: { kind: "operator", id }, orderBy, take, select: KEY_VIEW }),
  );
  const makers = await findMakers(db(), page.data);
  return mapPage(page, (row) => operatorKeyView(row, makers.get(row.createdById ?? "") ?? null));
}
