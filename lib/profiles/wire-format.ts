import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import { publishedIps } from "#lib/instance/egress-ips";
import { currentProfile } from "#lib/profiles/current-profile";
import { describeProfile, type ProfileRule } from "#lib/profiles/describe-profile";
import { type ProfilePreview, renderPreview } from "#lib/profiles/render-preview";
import { listTenants } from "#lib/tenants/list-tenants";

/** What a receiver of this workspace's product has to expect. */
export interface WireFormat {
  rules: ProfileRule[];
  /** A request of the first event type, signed with a sample secret. */
  sample: { type: string } & Pick<ProfilePreview, "headers" | "body">;
  /** The addresses that requests come from, as published at `/api/v1/egress-ips`. */
  ips: string[];
}

/**
 * The product's rules in words, and an example that the code that delivers has rendered.
 *
 * @param types the catalogue as the actor sees it; null is answered when there is nothing in it to show
 */
export async function getWireFormat(ctx: WorkspaceContext, types: EventTypeView[]): Promise<WireFormat | null> {
  requirePermission(ctx, "webhooks:read");
  const type = types.find(({ visible }) => visible);
  if (!type) return null;
  const [{ profile }, [tenant], { ips }] = await Promise.all([
    currentProfile(db(), ctx.workspace.productId),
    listTenants(ctx),
    publishedIps(),
  ]);
  const { headers, body } = renderPreview(profile, {
    type: type.name,
    data: type.example,
    tenant: tenant?.key ?? null,
    occurredAt: new Date(),
    attempt: 1,
    rotating: false,
  });
  return { rules: describeProfile(profile), sample: { type: type.name, headers, body }, ips };
}
