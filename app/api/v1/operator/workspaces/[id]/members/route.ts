import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { pageOf } from "#lib/http/short-list";
import { flatInvitation } from "#lib/invitations/invitation-view";
import { addMember, type NewMember } from "#lib/members/add-member";
import { listOperatedMembers } from "#lib/members/list-members";
import { memberOrder } from "#lib/members/member-view";

const get = operatorRoute<{ id: string }>("workspaces:read", async ({ ctx, request, params }) =>
  Response.json(pageOf(await listOperatedMembers(ctx, params.id), readQuery(request), memberOrder)),
);

const post = operatorRoute<{ id: string }>("workspaces:write", async ({ ctx, request, params }) => {
  const { member, invitation } = await addMember(ctx, params.id, await readJson<NewMember>(request));
  return Response.json({ member, invitation: invitation && flatInvitation(invitation) }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
