import type { Area } from "#tests/support/access/area";

const W = "[workspace]/settings/developers/webhooks";
const at = (slug: string) => `/${slug}/settings/developers/webhooks`;
const INPUT = { name: "Mine", url: "https://hooks.example.com/in", eventTypes: ["*"] };

export const area: Area = {
  pages: {
    [`${W}/(list)/page.tsx`]: { needs: "webhooks:read", at },
    [`${W}/[webhook]/logs/page.tsx`]: {
      needs: "deliveries:read",
      at: (slug, { webhook }) => `${at(slug)}/${webhook}/logs`,
      names: "webhook",
    },
    [`${W}/[webhook]/page.tsx`]: {
      needs: "webhooks:read",
      at: (slug, { webhook }) => `${at(slug)}/${webhook}`,
      names: "webhook",
    },
    [`${W}/[webhook]/settings/page.tsx`]: {
      needs: "webhooks:read",
      at: (slug, { webhook }) => `${at(slug)}/${webhook}/settings`,
      names: "webhook",
    },
    [`${W}/[webhook]/test/page.tsx`]: {
      needs: "events:test",
      at: (slug, { webhook }) => `${at(slug)}/${webhook}/test`,
      names: "webhook",
    },
    [`${W}/new/page.tsx`]: { needs: "webhooks:read", at: (slug) => `${at(slug)}/new` },
  },
  actions: {
    changeOwnerAction: {
      needs: "webhooks:assign",
      args: ({ webhook, member }) => [webhook, member],
      names: "webhook",
    },
    createWebhookAction: { needs: "webhooks:write", args: () => [INPUT] },
    deleteWebhookAction: { needs: "webhooks:write", args: ({ webhook }) => [webhook], names: "webhook" },
    deleteWebhooksAction: { needs: "webhooks:write", args: ({ webhook }) => [[webhook]] },
    expireSecretAction: { needs: "secrets:rotate", args: ({ webhook }) => [webhook], names: "webhook" },
    pauseWebhookAction: { needs: "webhooks:write", args: ({ webhook }) => [webhook], names: "webhook" },
    pauseWebhooksAction: { needs: "webhooks:write", args: ({ webhook }) => [[webhook]] },
    resumeWebhookAction: {
      needs: "webhooks:write",
      args: ({ webhook }) => [webhook, { sendHeld: true }],
      names: "webhook",
    },
    resumeWebhooksAction: { needs: "webhooks:write", args: ({ webhook }) => [[webhook], true] },
    revealSecretAction: { needs: "secrets:reveal", args: ({ webhook }) => [webhook], names: "webhook" },
    rotateSecretAction: { needs: "secrets:rotate", args: ({ webhook }) => [webhook, {}], names: "webhook" },
    sendTestAction: {
      needs: "events:test",
      args: ({ webhook }) => [webhook, { type: "ModelReady" }],
      names: "webhook",
    },
    tryUrlAction: { needs: "webhooks:write", args: () => ["not a URL"] },
    updateWebhookAction: {
      needs: "webhooks:write",
      args: ({ webhook }) => [webhook, 1, { name: "Mine" }],
      names: "webhook",
    },
  },
};
