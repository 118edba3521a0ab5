import "server-only";
import type { CurrentUser } from "#lib/auth/current-user";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { publicId } from "#lib/ids";
import type { Role } from "#prisma/client";

/** An invitation that somebody may accept without its link, since its address is proven to be theirs. */
export interface OwnInvitation {
  id: string;
  role: Role;
  workspace: { name: string; product: string };
}

/** The invitations to somebody's address; none as long as nobody has proved that it is theirs. */
export async function listOwnInvitations(user: CurrentUser): Promise<OwnInvitation[]> {
  const { emailVerifiedAt } = await db().user.findUniqueOrThrow({
    where: { id: user.id },
    select: { emailVerifiedAt: true },
  });
  if (!emailVerifiedAt) return [];
  const rows = await acrossWorkspaces(() =>
    db().invitation.findMany({
      where: { email: user.email, expiresAt: { gt: new Date() } },
      select: { id: true, role: true, workspace: { select: { name: true, product: { select: { name: true } } } } },
      orderBy: { id: "asc" },
      take: 50,
    }),
  );
  return rows.map(({ id, role, workspace }) => ({
    id: publicId("invitation", id),
    role,
    workspace: { name: workspace.name, product: workspace.product.name },
  }));
}
