import type { Area } from "#tests/support/access/area";

const D = "api/dashboard/[workspace]";
const S = "[workspace]/settings";

export const area: Area = {
  pages: {
    "[workspace]/page.tsx": { needs: "workspace:read", at: (slug) => `/${slug}`, leadsOn: true },
    [`${S}/audit-log/page.tsx`]: { needs: "audit:read", at: (slug) => `/${slug}/settings/audit-log` },
    [`${S}/developers/page.tsx`]: {
      needs: "workspace:read",
      at: (slug) => `/${slug}/settings/developers`,
      leadsOn: true,
    },
    [`${S}/page.tsx`]: { needs: "workspace:read", at: (slug) => `/${slug}/settings`, leadsOn: true },
    [`${S}/workspace/page.tsx`]: { needs: "workspace:read", at: (slug) => `/${slug}/settings/workspace` },
  },
  reads: {
    [`${D}/audit-log/export/route.ts`]: {
      needs: "audit:read",
      at: (slug) => `/api/dashboard/${slug}/audit-log/export?format=csv`,
    },
    [`${D}/jump/route.ts`]: { needs: "webhooks:read", at: (slug) => `/api/dashboard/${slug}/jump?q=private` },
    [`${D}/notifications/route.ts`]: {
      needs: "webhooks:read",
      at: (slug) => `/api/dashboard/${slug}/notifications`,
    },
  },
  actions: {
    deleteWorkspaceAction: { needs: "workspace:delete", args: () => ["Not its name"] },
    readNotificationsAction: { needs: "webhooks:read", args: () => [] },
    updateWorkspaceAction: { needs: "workspace:write", args: () => [{ name: "" }] },
  },
};
