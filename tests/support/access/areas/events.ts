import type { Area } from "#tests/support/access/area";

const E = "[workspace]/settings/developers/events";

export const area: Area = {
  pages: {
    "[workspace]/settings/developers/catalogue/(list)/page.tsx": {
      needs: "webhooks:read",
      at: (slug) => `/${slug}/settings/developers/catalogue`,
    },
    "[workspace]/settings/developers/catalogue/[type]/page.tsx": {
      needs: "webhooks:read",
      at: (slug) => `/${slug}/settings/developers/catalogue/ModelReady`,
    },
    [`${E}/(list)/page.tsx`]: { needs: "events:read", at: (slug) => `/${slug}/settings/developers/events` },
    [`${E}/[event]/page.tsx`]: {
      needs: "events:read",
      at: (slug, { event }) => `/${slug}/settings/developers/events/${event}`,
      names: "event",
    },
  },
  reads: {
    "api/dashboard/[workspace]/events/export/route.ts": {
      needs: "events:read",
      at: (slug) => `/api/dashboard/${slug}/events/export?format=csv`,
    },
  },
};
