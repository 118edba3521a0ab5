import "server-only";
import { auditView } from "#lib/audit/audit-view";
import { db } from "#lib/database/client";
import { attemptView } from "#lib/deliveries/delivery-view";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { eventView } from "#lib/events/event-view";
import { tenantKeys } from "#lib/events/tenant-keys";
import { publicId } from "#lib/ids";
import { integrationSelect, integrationView } from "#lib/integrations/integration-view";
import { INVITATION_VIEW, invitationView } from "#lib/invitations/invitation-view";
import { findMakers } from "#lib/keys/find-makers";
import { KEY_VIEW, keyView } from "#lib/keys/key-view";
import { MEMBER_VIEW, memberView } from "#lib/members/member-view";
import { notificationView } from "#lib/notifications/notification-view";
import { replayView } from "#lib/replays/replay-view";
import { findOwners } from "#lib/users/find-owners";
import { WEBHOOK_VIEW, webhookView } from "#lib/webhooks/webhook-view";

/** Where a part's page begins: after the row with this id. */
export interface PartQuery {
  workspaceId: string;
  after: string | undefined;
  take: number;
}

/** A page of one part: what each row says, and the id of the last. */
export interface PartPage {
  views: unknown[];
  last: string | undefined;
  full: boolean;
}

const position = ({ workspaceId, after, take }: PartQuery) => ({
  where: { workspaceId, ...(after && { id: { gt: after } }) },
  orderBy: { id: "asc" as const },
  take,
});

async function page<Row extends { id: string }>(
  query: PartQuery,
  rows: Row[],
  view: (row: Row) => unknown,
): Promise<PartPage> {
  return { views: rows.map(view), last: rows.at(-1)?.id, full: rows.length === query.take };
}

/**
 * Everything of a workspace that may leave it, oldest first, in the shapes that the API answers: by the kind of line in an
 * export. Nothing that is sealed or hashed is read: WEBHOOK_VIEW and its likes name the columns.
 */
export const EXPORT_PARTS: Record<string, (query: PartQuery) => Promise<PartPage>> = {
  member: async (query) => {
    const rows = await db().member.findMany({
      where: { workspaceId: query.workspaceId, ...(query.after && { userId: { gt: query.after } }) },
      orderBy: { userId: "asc" },
      take: query.take,
      select: MEMBER_VIEW,
    });
    return { views: rows.map(memberView), last: rows.at(-1)?.userId, full: rows.length === query.take };
  },
  invitation: async (query) =>
    page(query, await db().invitation.findMany({ ...position(query), select: INVITATION_VIEW }), (row) =>
      invitationView(row, null),
    ),
  tenant: async (query) =>
    page(query, await db().tenant.findMany(position(query)), ({ id, key, name, createdAt }) => ({
      id: publicId("tenant", id),
      key,
      name,
      createdAt: createdAt.toISOString(),
    })),
  integration: async (query) => {
    const rows = await db().integration.findMany({ ...position(query), select: integrationSelect(new Date()) });
    return page(query, rows, (row) => integrationView(row, null));
  },
  key: async (query) => {
    const rows = await db().apiKey.findMany({ ...position(query), select: KEY_VIEW });
    const makers = await findMakers(db(), rows);
    return page(query, rows, (row) => keyView(row, makers.get(row.createdById ?? "") ?? null));
  },
  webhook: async (query) => {
    const { where, ...rest } = position(query);
    const rows = await db().webhook.findMany({ ...rest, where: { ...where, deletedAt: null }, select: WEBHOOK_VIEW });
    const ownerIds = rows.map((row) => row.ownerId);
    const owners = await findOwners(db(), query.workspaceId, ownerIds);
    return page(query, rows, (row) => webhookView(row, (row.ownerId && owners.get(row.ownerId)) || null));
  },
  inbox: async (query) =>
    page(query, await db().inbox.findMany(position(query)), ({ id, name, answer, createdAt }) => ({
      id: publicId("inbox", id),
      name,
      answer,
      createdAt: createdAt.toISOString(),
    })),
  notification: async (query) =>
    page(query, await db().notification.findMany(position(query)), (row) => notificationView(row, null)),
  replay: async (query) => page(query, await db().replay.findMany(position(query)), replayView),
  auditEntry: async (query) => page(query, await db().auditEntry.findMany(position(query)), auditView),
  event: async (query) => {
    const rows = await db().event.findMany(position(query));
    const ids = rows.map((row) => row.tenantId);
    const keys = await tenantKeys(db(), query.workspaceId, ids);
    return page(query, rows, (row) => eventView(row, (row.tenantId && keys.get(row.tenantId)) || null, false));
  },
  delivery: async (query) => {
    const rows = await db().delivery.findMany(position(query));
    const [views, attempts] = await Promise.all([
      nameWebhooks(db(), query.workspaceId, rows),
      db().attempt.findMany({
        where: { workspaceId: query.workspaceId, deliveryId: { in: rows.map(({ id }) => id) } },
        orderBy: [{ deliveryId: "asc" }, { number: "asc" }],
      }),
    ]);
    const byDelivery = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
    const detail = rows.map(({ id }, index) => ({
      ...views[index],
      attempts: (byDelivery.get(id) ?? []).map((attempt) => attemptView(attempt, false)),
    }));
    return { views: detail, last: rows.at(-1)?.id, full: rows.length === query.take };
  },
};
