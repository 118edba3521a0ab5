import "server-only";
import { failureTitle } from "#lib/attempts/error-codes";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { mapPage, type Page, readPage } from "#lib/http/cursor";
import { publicId } from "#lib/ids";
import {
  type AttemptCounts,
  type AttemptRow,
  attemptCounts,
  attemptsByWebhook,
  statisticsSince,
} from "#lib/webhooks/count-attempts";
import { countWaiting, type Waiting, type WaitingCounts } from "#lib/webhooks/count-waiting";
import { selectWebhooks, type WebhookFilters } from "#lib/webhooks/list-webhooks";
import type { WebhookStatus } from "#prisma/client";

/** What the dashboard's list shows of a webhook: a sixth of what the API tells of it, for which less is read. */
export interface WebhookListItem extends WaitingCounts {
  id: string;
  name: string;
  url: string;
  eventTypes: string[];
  status: WebhookStatus;
  /** The tenant's key. */
  tenant: string | null;
  /** Only of an active one: since when nothing but failures, and what the last one was, as a sentence without a full stop. */
  failing: { since: string; reason: string } | null;
  /** Only of a disabled webhook: since when, and why. */
  disabled: { since: string; reason: string | null } | null;
  lastAttemptAt: string | null;
  attempts: AttemptCounts;
}

const COLUMNS = {
  id: true,
  name: true,
  url: true,
  eventTypes: true,
  status: true,
  statusReason: true,
  statusChangedAt: true,
} as const;

/** What is known of a webhook elsewhere. */
interface Facts extends AttemptRow {
  id: string;
  tenant: string | null;
  lastAttemptAt: Date | null;
  failingSince: Date | null;
  errorCode: string | null;
  responseStatus: number | null;
}

/**
 * The workspace's webhooks as the dashboard lists them, newest first.
 *
 * @param reading what waits in the workspace, where it is being read already
 */
export async function listWebhookItems(
  ctx: WorkspaceContext,
  filters: WebhookFilters = {},
  reading?: Promise<Waiting>,
): Promise<Page<WebhookListItem>> {
  requirePermission(ctx, "webhooks:read");
  const [{ page, facts }, { byWebhook }] = await Promise.all([
    readWebhooks(ctx, filters),
    reading ?? countWaiting(ctx),
  ]);
  return mapPage(page, ({ id, statusReason, statusChangedAt, ...row }) => {
    const known = facts.get(id);
    return {
      ...row,
      id: publicId("webhook", id),
      tenant: known?.tenant ?? null,
      failing: row.status === "active" ? failing(known) : null,
      disabled: row.status === "disabled" ? { since: statusChangedAt.toISOString(), reason: statusReason } : null,
      lastAttemptAt: known?.lastAttemptAt?.toISOString() ?? null,
      attempts: attemptCounts(known),
      ...(byWebhook.get(id) ?? { pending: 0, held: 0 }),
    };
  });
}

async function readWebhooks(ctx: WorkspaceContext, filters: WebhookFilters) {
  const { where, position } = selectWebhooks(ctx, filters);
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().webhook.findMany({ where: { ...where, id }, orderBy, take, select: COLUMNS }),
  );
  const ids = page.data.map((row) => row.id);
  const workspaceId = ctx.workspace.id;
  const rows = await db().$queryRaw<Facts[]>`
    SELECT w.id, t.key AS tenant, greatest(h.last_success_at, h.last_failure_at) AS "lastAttemptAt",
           h.failing_since AS "failingSince", h.last_error_code AS "errorCode",
           h.last_response_status AS "responseStatus", a.hours, a.latencies
      FROM webhook w
      LEFT JOIN tenant t ON t.id = w.tenant_id
      LEFT JOIN webhook_health h ON h.webhook_id = w.id
      LEFT JOIN (${attemptsByWebhook(workspaceId, ids, statisticsSince(new Date()))}) a ON a.webhook_id = w.id
     WHERE w.workspace_id = ${workspaceId}::uuid AND w.id = ANY(${ids}::uuid[])`;
  return { page, facts: new Map(rows.map((row) => [row.id, row])) };
}

function failing(facts: Facts | undefined): WebhookListItem["failing"] {
  if (!facts?.failingSince) return null;
  return { since: facts.failingSince.toISOString(), reason: failureTitle(facts.errorCode, facts.responseStatus) };
}
