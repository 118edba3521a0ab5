import type { Area } from "#tests/support/access/area";

const S = "[workspace]/settings";

export const area: Area = {
  pages: {
    [`${S}/members/page.tsx`]: { needs: "members:read", at: (slug) => `/${slug}/settings/members` },
    [`${S}/roles/page.tsx`]: { needs: "members:read", at: (slug) => `/${slug}/settings/roles` },
    "invite/[token]/page.tsx": { needs: "nothing", at: () => "/invite/nonsense" },
  },
  actions: {
    acceptInvitationAction: { needs: "session", args: () => ["nonsense"] },
    changeRoleAction: { needs: "members:write", args: ({ member }) => [member, "admin"], names: "member" },
    createInvitationAction: {
      needs: "members:write",
      args: () => [{ email: "thief@example.com", role: "admin" }],
    },
    joinByInvitationAction: {
      needs: "nothing",
      args: () => ["nonsense", { name: "Thief", password: "correct horse battery" }],
    },
    leaveWorkspaceAction: {
      needs: "workspace:read",
      args: () => [],
      elsewhere: "tests/integration/members/members.test.ts",
    },
    removeMemberAction: { needs: "members:write", args: ({ member }) => [member], names: "member" },
    renewInvitationAction: { needs: "members:write", args: ({ invitation }) => [invitation], names: "invitation" },
    revokeInvitationAction: { needs: "members:write", args: ({ invitation }) => [invitation], names: "invitation" },
    transferOwnershipAction: { needs: "owners:write", args: ({ member }) => [member], names: "member" },
  },
};
