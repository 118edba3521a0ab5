import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import type { FieldError } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { roleAtLeast } from "#lib/permissions/permissions";
import type { Profile, SignatureConfig } from "#lib/profiles/profile-schema";
import { headerProblem } from "#lib/webhooks/header-rules";
import { ownHeaderNames } from "#lib/webhooks/signatures";
import type { Role } from "#prisma/client";

/** Event types must be in the product's catalogue and visible to the role that will receive them. */
export async function eventTypeErrors(
  tx: Transaction,
  ctx: WorkspaceContext,
  names: readonly string[],
  role: Role,
): Promise<FieldError[]> {
  if (names.includes("*")) return [];
  const rows = await tx.eventType.findMany({
    where: { productId: ctx.workspace.productId, archivedAt: null, name: { in: [...names] } },
    select: { name: true, lowestRole: true },
  });
  const known = new Map(rows.map((row) => [row.name, row.lowestRole]));
  return names.flatMap((name, i) => {
    const lowestRole = known.get(name);
    const path = `eventTypes.${i}`;
    if (!lowestRole) return [{ path, message: `There is no event type "${name}".` }];
    if (roleAtLeast(role, lowestRole)) return [];
    return [{ path, message: `"${name}" can only be received by the role ${lowestRole} or above.` }];
  });
}

/** Custom headers may not take the place of those that the profile or the signatures send. */
export function headerErrors(
  profile: Profile,
  signatures: SignatureConfig[],
  headerNames: readonly string[],
): FieldError[] {
  const own = ownHeaderNames(profile, signatures);
  return headerNames.flatMap((name) => {
    const problem = headerProblem(name, null, own);
    return problem ? [{ path: `headers.${name}`, message: problem }] : [];
  });
}

/** Turns a tenant's key and an integration's public id into row ids; `undefined` stays undefined (not given). */
export async function resolveReferences(
  tx: Transaction,
  ctx: WorkspaceContext,
  input: { tenant?: string | null | undefined; integration?: string | null | undefined },
): Promise<{ ids: { tenantId?: string | null; integrationId?: string | null }; errors: FieldError[] }> {
  const ids: { tenantId?: string | null; integrationId?: string | null } = {};
  const errors: FieldError[] = [];
  const workspaceId = ctx.workspace.id;
  if (input.tenant !== undefined) {
    const key = input.tenant;
    const tenant =
      key === null
        ? null
        : await tx.tenant.findUnique({ where: { workspaceId_key: { workspaceId, key } }, select: { id: true } });
    if (key !== null && !tenant) errors.push({ path: "tenant", message: `There is no tenant "${key}".` });
    ids.tenantId = tenant?.id ?? null;
  }
  if (input.integration !== undefined) {
    const id = input.integration === null ? null : parseId("integration", input.integration);
    const integration = id
      ? await tx.integration.findFirst({ where: { id, workspaceId }, select: { id: true } })
      : null;
    if (input.integration !== null && !integration) {
      errors.push({ path: "integration", message: "There is no such integration." });
    }
    ids.integrationId = integration?.id ?? null;
  }
  return { ids, errors };
}
