import type { Area } from "#tests/support/access/area";

const D = "[workspace]/settings/developers";
const at = (slug: string, ...rest: string[]) => [`/${slug}/settings/developers/integrations`, ...rest].join("/");

export const area: Area = {
  pages: {
    [`${D}/integrations/(list)/page.tsx`]: { needs: "integrations:read", at: (slug) => at(slug) },
    [`${D}/integrations/[integration]/activity/page.tsx`]: {
      needs: "integrations:read",
      at: (slug, { integration }) => at(slug, integration, "activity"),
      names: "integration",
    },
    [`${D}/integrations/[integration]/page.tsx`]: {
      needs: "integrations:read",
      at: (slug, { integration }) => at(slug, integration),
      names: "integration",
    },
    [`${D}/integrations/[integration]/webhooks/page.tsx`]: {
      needs: "integrations:read",
      at: (slug, { integration }) => at(slug, integration, "webhooks"),
      names: "integration",
    },
    [`${D}/keys/page.tsx`]: { needs: "integrations:read", at: (slug) => `/${slug}/settings/developers/keys` },
  },
  actions: {
    createIntegrationAction: { needs: "integrations:write", args: () => [{ name: "Mine" }] },
    createKeyAction: { needs: "integrations:write", args: () => [{ name: "Mine", scopes: ["webhooks:read"] }] },
    deleteIntegrationAction: {
      needs: "integrations:write",
      args: ({ integration }) => [integration, {}],
      names: "integration",
    },
    revokeKeyAction: { needs: "integrations:write", args: ({ key }) => [key], names: "key" },
    rotateKeyAction: { needs: "integrations:write", args: ({ key }) => [key, {}], names: "key" },
    updateIntegrationAction: {
      needs: "integrations:write",
      args: ({ integration }) => [integration, { name: "Mine" }],
      names: "integration",
    },
    updateKeyAction: { needs: "integrations:write", args: ({ key }) => [key, { name: "Mine" }], names: "key" },
  },
};
