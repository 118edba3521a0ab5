import { workspaceRoute } from "#lib/http/routes";
import { revokeInvitation } from "#lib/invitations/revoke-invitation";

export const DELETE = workspaceRoute<{ id: string }>("members:write", async ({ ctx, params }) => {
  await revokeInvitation(ctx, params.id);
  return new Response(null, { status: 204 });
});
