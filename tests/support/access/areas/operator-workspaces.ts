import type { Area } from "#tests/support/access/area";

// Operators' actions name a workspace that exists and ask for what is not valid, so that nothing changes.
const WORKSPACE = "kaunt";

export const area: Area = {
  pages: {
    "operator/workspaces/[workspace]/page.tsx": { needs: "operator", at: () => `/operator/workspaces/${WORKSPACE}` },
    "operator/workspaces/page.tsx": { needs: "operator", at: () => "/operator/workspaces" },
    "suspended/[workspace]/page.tsx": { needs: "session", at: () => `/suspended/${WORKSPACE}`, leadsOn: true },
  },
  reads: {
    "api/operator/workspaces/[workspace]/export/route.ts": {
      needs: "operator",
      at: () => `/api/operator/workspaces/${WORKSPACE}/export`,
    },
  },
  actions: {
    createOperatedKeyAction: { needs: "operator", args: () => [WORKSPACE, { name: "" }] },
    createWorkspaceAction: { needs: "operator", args: () => [{ product: "", name: "" }] },
    deleteOperatedAction: { needs: "operator", args: () => [WORKSPACE, "not its slug"] },
    inviteMemberAction: { needs: "operator", args: () => [WORKSPACE, { email: "", role: "viewer" }] },
    resumeWorkspaceAction: { needs: "operator", args: () => [WORKSPACE] },
    suspendWorkspaceAction: { needs: "operator", args: () => [WORKSPACE, { reason: "" }] },
    updateOperatedAction: { needs: "operator", args: () => [WORKSPACE, { name: "" }] },
  },
};
