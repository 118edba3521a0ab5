import type { Preset, PresetEventType } from "#lib/profiles/preset";
import { object, text, time } from "#lib/profiles/presets/json-schema";
import { standard } from "#lib/profiles/presets/standard";

const NOUNS = ["investment", "valuation", "memo", "team", "assumption", "pipeline"] as const;
const VERBS = ["created", "updated", "deleted"] as const;

const eventTypes = NOUNS.flatMap((noun) =>
  VERBS.map((verb): PresetEventType => {
    const group = noun.charAt(0).toUpperCase() + noun.slice(1);
    return {
      name: `${noun}.${verb}`,
      group,
      description: `${group} ${verb}.`,
      example: { id: `${noun.slice(0, 3)}_4821`, name: `Example ${noun}`, [`${verb}At`]: "2026-03-18T14:30:00.000Z" },
      schema: object({
        id: text(`The ${noun}'s id.`),
        name: text(`What the ${noun} is called.`),
        [`${verb}At`]: time(`When it was ${verb}.`),
      }),
      // PRODUCTS.md §3: a webhook sees what its owner's role may see, and the team is the admins' business.
      lowestRole: noun === "team" ? "admin" : "viewer",
    };
  }),
);

/** Countercyclical, investment research (PRODUCTS.md §3): the default wire rules with role scope. */
export const countercyclical: Preset = {
  name: "Countercyclical",
  profile: { ...standard.profile, userAgent: "Countercyclical-Webhooks/1.0" },
  eventTypes,
};
