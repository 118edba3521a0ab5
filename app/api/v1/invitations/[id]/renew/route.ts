import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { renewInvitation } from "#lib/invitations/renew-invitation";

const post = workspaceRoute<{ id: string }>("members:write", async ({ ctx, params }) => {
  const { invitation, ...link } = await renewInvitation(ctx, params.id);
  return Response.json({ ...invitation, ...link });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
