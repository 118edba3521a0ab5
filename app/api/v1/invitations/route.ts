import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { createInvitation, type InvitationInput } from "#lib/invitations/create-invitation";
import { flatInvitation } from "#lib/invitations/invitation-view";
import { pageInvitations } from "#lib/invitations/list-invitations";

const get = workspaceRoute("members:write", async ({ ctx, request }) =>
  Response.json(await pageInvitations(ctx, readQuery(request))),
);

const post = workspaceRoute("members:write", async ({ ctx, request }) => {
  const sent = await createInvitation(ctx, await readJson<InvitationInput>(request));
  return Response.json(flatInvitation(sent), { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
