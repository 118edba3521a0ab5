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

/** Each at most 200, by name. */
export async function listWebhookChoices(ctx: WorkspaceContext): Promise<WebhookChoices> {
  requirePermission(ctx, "webhooks:read");
  const workspaceId = ctx.workspace.id;
  const webhooks = { some: { workspaceId, deletedAt: null } };
  const [tenants, integrations, ownerIds] = await Promise.all([
    db().tenant.findMany({ where: { workspaceId, webhooks }, orderBy: { name: "asc" }, take: MAX_CHOICES }),
    db().integration.findMany({ where: { workspaceId, webhooks }, orderBy: { name: "asc" }, take: MAX_CHOICES }),
    db().webhook.findMany({
      where: { workspaceId, deletedAt: null, ownerId: { not: null } },
      distinct: ["ownerId"],
      select: { ownerId: true },
      take: MAX_CHOICES,
    }),
  ]);
  const owners = await db().member.findMany({
    where: { workspaceId, userId: { in: ownerIds.flatMap(({ ownerId }) => ownerId ?? []) } },
    select: { user: { select: { id: true, name: true } } },
    orderBy: { user: { name: "asc" } },
  });
  return {
    tenants: tenants.map(({ key, name }) => ({ value: key, label: name })),
    integrations: integrations.map(({ id, name }) => ({ value: publicId("integration", id), label: name })),
    owners: owners.map(({ user }) => ({ value: publicId("user", user.id), label: user.name })),
  };
}
