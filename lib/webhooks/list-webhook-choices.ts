import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";

const MAX_CHOICES = 200;

interface Choice {
  value: string;
  label: string;
}

/** What the workspace's webhooks can be filtered by, as their list takes it: only what some webhook has. */
export interface WebhookChoices {
  tenants: Choice[];
  integrations: Choice[];
  owners: Choice[];
}

interface Row {
  kind: "tenant" | "integration" | "owner";
  /** A tenant's key, or a row id. */
  value: string;
  name: string;
}

/** Each at most 200, by name. */
export async function listWebhookChoices(ctx: WorkspaceContext): Promise<WebhookChoices> {
  requirePermission(ctx, "webhooks:read");
  const rows = await db().$queryRaw<Row[]>`
    WITH own AS (
      SELECT DISTINCT tenant_id, integration_id, owner_id FROM webhook
       WHERE workspace_id = ${ctx.workspace.id}::uuid AND deleted_at IS NULL
    )
    (SELECT 'tenant' AS kind, key AS value, name FROM tenant
      WHERE workspace_id = ${ctx.workspace.id}::uuid AND id IN (SELECT tenant_id FROM own) ORDER BY name LIMIT ${MAX_CHOICES})
    UNION ALL
    (SELECT 'integration', id::text, name FROM integration
      WHERE workspace_id = ${ctx.workspace.id}::uuid AND id IN (SELECT integration_id FROM own) ORDER BY name LIMIT ${MAX_CHOICES})
    UNION ALL
    (SELECT 'owner', u.id::text, u.name FROM member m JOIN "user" u ON u.id = m.user_id
      WHERE m.workspace_id = ${ctx.workspace.id}::uuid AND u.id IN (SELECT owner_id FROM own) ORDER BY u.name LIMIT ${MAX_CHOICES})`;
  const chosen = (kind: Row["kind"], shown = (value: string) => value) =>
    rows.filter((row) => row.kind === kind).map(({ value, name }) => ({ value: shown(value), label: name }));
  return {
    tenants: chosen("tenant"),
    integrations: chosen("integration", (id) => publicId("integration", id)),
    owners: chosen("owner", (id) => publicId("user", id)),
  };
}
