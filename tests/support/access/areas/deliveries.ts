import type { Area } from "#tests/support/access/area";

const D = "api/dashboard/[workspace]";
const SINCE = { since: "2026-01-01T00:00:00Z" };

export const area: Area = {
  pages: {
    "[workspace]/settings/developers/deliveries/page.tsx": {
      needs: "deliveries:read",
      at: (slug) => `/${slug}/settings/developers/deliveries`,
    },
  },
  reads: {
    [`${D}/deliveries/[delivery]/route.ts`]: {
      needs: "deliveries:read",
      at: (slug, { delivery }) => `/api/dashboard/${slug}/deliveries/${delivery}`,
      names: "delivery",
    },
    [`${D}/deliveries/export/route.ts`]: {
      needs: "deliveries:read",
      at: (slug) => `/api/dashboard/${slug}/deliveries/export?format=csv`,
    },
    [`${D}/deliveries/live/route.ts`]: {
      needs: "deliveries:read",
      at: (slug) => `/api/dashboard/${slug}/deliveries/live?after=x`,
    },
    [`${D}/replays/route.ts`]: { needs: "deliveries:read", at: (slug) => `/api/dashboard/${slug}/replays` },
  },
  actions: {
    cancelAction: { needs: "deliveries:replay", args: ({ delivery }) => [delivery], names: "delivery" },
    cancelReplayAction: { needs: "deliveries:replay", args: ({ replay }) => [replay], names: "replay" },
    checkSignatureAction: {
      needs: "deliveries:read",
      args: ({ delivery }) => [delivery, { attempt: "att_x", secret: "x" }],
      names: "delivery",
    },
    previewReplayAction: {
      needs: "deliveries:replay",
      args: ({ webhook }) => [webhook, SINCE],
      names: "webhook",
    },
    replayAction: { needs: "deliveries:replay", args: ({ delivery }) => [delivery], names: "delivery" },
    replayManyAction: { needs: "deliveries:replay", args: ({ delivery }) => [[delivery]] },
    startReplayAction: { needs: "deliveries:replay", args: ({ webhook }) => [webhook, SINCE], names: "webhook" },
  },
};
