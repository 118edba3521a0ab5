import type { Preset } from "#lib/profiles/preset";
import { countercyclical } from "#lib/profiles/presets/countercyclical";
import { crondb } from "#lib/profiles/presets/crondb";
import { cuuro } from "#lib/profiles/presets/cuuro";
import { kaunt } from "#lib/profiles/presets/kaunt";
import { kruncher } from "#lib/profiles/presets/kruncher";
import { standard } from "#lib/profiles/presets/standard";

/** A product to start from: Posthorn's default and the five products Posthorn can speak for (shared PRODUCTS.md). */
export const PRESETS = { acme: standard, kruncher, crondb, countercyclical, cuuro, kaunt } as const satisfies Record<
  string,
  Preset
>;

export type PresetName = keyof typeof PRESETS;
