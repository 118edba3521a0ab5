import type { Area } from "#tests/support/access/area";

export const area: Area = {
  pages: {
    "operator/audit-log/page.tsx": { needs: "operator", at: () => "/operator/audit-log" },
    "operator/health/page.tsx": { needs: "operator", at: () => "/operator/health" },
    "operator/keys/page.tsx": { needs: "operator", at: () => "/operator/keys" },
    "operator/people/page.tsx": { needs: "operator", at: () => "/operator/people" },
    "operator/settings/page.tsx": { needs: "operator", at: () => "/operator/settings" },
  },
  reads: {
    "api/operator/audit-log/export/route.ts": {
      needs: "operator",
      at: () => "/api/operator/audit-log/export?format=csv",
    },
    "api/operator/health/route.ts": { needs: "operator", at: () => "/api/operator/health" },
  },
  actions: {
    addOperatorAction: { needs: "operator", args: () => [{ email: "" }] },
    createOperatorKeyAction: { needs: "operator", args: () => [{ name: "" }] },
    removeOperatorAction: { needs: "operator", args: ({ member }) => [member] },
    resetOperatorAction: { needs: "operator", args: ({ member }) => [member] },
    revokeOperatorKeyAction: { needs: "operator", args: () => ["key_01jf3xk30dmer79m5gpfqfk62s"] },
    rotateOperatorKeyAction: { needs: "operator", args: () => ["key_01jf3xk30dmer79m5gpfqfk62s", {}] },
    signOutOperatorAction: { needs: "operator", args: ({ member }) => [member] },
    updateInstanceAction: { needs: "operator", args: () => [{}] },
  },
};
