import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { revokeInvitation } from "#lib/invitations/revoke-invitation";

const remove = workspaceRoute<{ id: string }>("members:write", async ({ ctx, params }) => {
  await revokeInvitation(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
