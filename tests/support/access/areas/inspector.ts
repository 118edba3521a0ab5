import type { Area } from "#tests/support/access/area";

const I = "[workspace]/settings/developers/inspector";
const at = (slug: string) => `/${slug}/settings/developers/inspector`;

export const area: Area = {
  pages: {
    [`${I}/(list)/page.tsx`]: { needs: "inboxes:read", at },
    [`${I}/[inbox]/page.tsx`]: {
      needs: "inboxes:read",
      at: (slug, { inbox }) => `${at(slug)}/${inbox}`,
      names: "inbox",
    },
    "inbox/[token]/page.tsx": { needs: "nothing", at: () => "/inbox/nonsense", answers: 404 },
  },
  reads: {
    "api/dashboard/[workspace]/inboxes/[inbox]/requests/route.ts": {
      needs: "inboxes:read",
      at: (slug, { inbox }) => `/api/dashboard/${slug}/inboxes/${inbox}/requests`,
      names: "inbox",
    },
  },
  actions: {
    clearInboxAction: { needs: "inboxes:write", args: ({ inbox }) => [inbox], names: "inbox" },
    configureInboxAction: { needs: "inboxes:write", args: ({ inbox }) => [inbox, { status: 500 }], names: "inbox" },
    createInboxAction: { needs: "inboxes:write", args: () => ["Mine"] },
  },
  routes: { "api/inbox/[token]/route.ts": "tests/integration/inbox/inbox.test.ts" },
};
