import { readQuery } from "#lib/http/body";
import { mapPage } from "#lib/http/cursor";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { type NotificationFilters, pageNotifications } from "#lib/notifications/list-notifications";

const get = workspaceRoute("webhooks:read", async ({ ctx, request }) => {
  const page = await pageNotifications(ctx, readQuery<NotificationFilters>(request));
  // Whether a person has read it is of no use to a program.
  return Response.json(mapPage(page, ({ read: _, ...notification }) => notification));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
