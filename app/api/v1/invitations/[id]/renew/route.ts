import { workspaceRoute } from "#lib/http/routes";
import { renewInvitation } from "#lib/invitations/renew-invitation";

export const POST = workspaceRoute<{ id: string }>("members:write", async ({ ctx, params }) => {
  const { invitation, ...link } = await renewInvitation(ctx, params.id);
  return Response.json({ ...invitation, ...link });
});
