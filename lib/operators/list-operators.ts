import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { OPERATOR_VIEW, type OperatorView, operatorView } from "#lib/operators/operator-view";

const MAX_OPERATORS = 500;

/** The people who operate this instance, by name. */
export async function listOperators(ctx: OperatorContext): Promise<OperatorView[]> {
  requireOperatorPermission(ctx, "instance:read");
  const rows = await db().user.findMany({
    where: { isOperator: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MAX_OPERATORS,
    select: OPERATOR_VIEW,
  });
  return rows.map(operatorView);
}
