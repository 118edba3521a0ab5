import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { createInvitation, type InvitationInput } from "#lib/invitations/create-invitation";
import { listInvitations } from "#lib/invitations/list-invitations";

export const GET = workspaceRoute("members:write", async ({ ctx }) =>
  Response.json({ data: await listInvitations(ctx), nextCursor: null }),
);

export const POST = workspaceRoute("members:write", async ({ ctx, request }) => {
  const { invitation, ...link } = await createInvitation(ctx, await readJson<InvitationInput>(request));
  return Response.json({ ...invitation, ...link }, { status: 201 });
});
