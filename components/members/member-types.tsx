import type { ActionResult } from "#lib/actions/action-result";
import type { SentInvitation } from "#lib/invitations/invitation-view";
import type { MemberView } from "#lib/members/member-view";
import type { Role } from "#prisma/client";

/** What the reader may do to members; bound to the workspace. */
export interface MemberActions {
  changeRole: (id: string, role: Role) => Promise<ActionResult<MemberView>>;
  remove: (id: string) => Promise<ActionResult<void>>;
  leave: () => Promise<ActionResult<void>>;
  transfer: (id: string) => Promise<ActionResult<void>>;
}

/** What the reader may do to invitations; bound to the workspace. */
export interface InvitationActions {
  create: (input: { email: string; role: Role }) => Promise<ActionResult<SentInvitation>>;
  renew: (id: string) => Promise<ActionResult<SentInvitation>>;
  revoke: (id: string) => Promise<ActionResult<void>>;
}

export const UNREACHABLE = "The server could not be reached. Try again.";
