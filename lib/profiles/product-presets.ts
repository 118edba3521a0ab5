import type { Preset } from "#lib/profiles/preset";
import { PRESETS } from "#lib/profiles/presets";

const { acme, ...products } = PRESETS;

/** What a product of one's own may begin with, and in a line what sets each apart. */
export const PRODUCT_PRESETS = {
  standard: { preset: acme, summary: "Standard Webhooks: type, timestamp and data, signed with webhook-signature." },
  cuuro: { preset: products.cuuro, summary: "Svix headers, data before event, Svix's retry schedule." },
  crondb: { preset: products.crondb, summary: "An HMAC of the body in one header, answers within 5 s, five retries." },
  kaunt: { preset: products.kaunt, summary: "A flat body of the event's own fields, and retries for 24 hours." },
  kruncher: { preset: products.kruncher, summary: "A static token in one header, and a management API of one URL." },
  countercyclical: {
    preset: products.countercyclical,
    summary: "Standard Webhooks, with event types that only admins may see.",
  },
} as const satisfies Record<string, { preset: Preset; summary: string }>;

export type ProductPreset = keyof typeof PRODUCT_PRESETS;
export const PRODUCT_PRESET_NAMES = Object.keys(PRODUCT_PRESETS) as [ProductPreset, ...ProductPreset[]];
