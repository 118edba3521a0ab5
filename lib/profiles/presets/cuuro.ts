import type { Preset } from "#lib/profiles/preset";
import { object, uuid } from "#lib/profiles/presets/json-schema";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const example = { id: "5f0c2b1e-7a44-4c0e-9d52-1b6a8e3f7c90" };
const startup = { example, schema: object({ id: uuid("The startup's id.") }) };
const analysis = { example, schema: object({ id: uuid("The analysis' id.") }) };

/** Cuuro, startup analysis, which sends through Svix (PRODUCTS.md §4). */
export const cuuro: Preset = {
  name: "Cuuro",
  profile: {
    body: {
      fields: [
        { name: "data", from: "data" },
        { name: "event", from: "type" },
      ],
    },
    signature: [{ scheme: "standard-webhooks", headerPrefix: "svix" }],
    timeoutSeconds: 15,
    retry: { delaysSeconds: [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] },
    userAgent: "Cuuro-Webhooks/1.0",
  },
  eventTypes: [
    { name: "startup.created", group: "Startup", description: "A startup was added.", ...startup },
    { name: "analysis.created", group: "Analysis", description: "An analysis was started.", ...analysis },
    { name: "analysis.completed", group: "Analysis", description: "An analysis finished.", ...analysis },
  ],
};
