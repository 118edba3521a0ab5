import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { listNotifications } from "#lib/notifications/list-notifications";

const get = workspaceRoute("webhooks:read", async ({ ctx }) => {
  // Whether a person has read it is of no use to a program.
  const { data } = await listNotifications(ctx);
  return Response.json({ data: data.map(({ read: _, ...notification }) => notification), nextCursor: null });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
