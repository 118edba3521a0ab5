import { z } from "zod";
import { OPERATOR_SCOPES } from "#lib/context/operator-context";
import { Moment } from "#lib/http/id-range";
import { KEY_SCOPES } from "#lib/keys/scopes";

/** How long a replaced key may go on working: thirty days, for a fleet that is deployed slowly. */
export const MAX_KEY_OVERLAP_SECONDS = 2_592_000;
export const DEFAULT_KEY_OVERLAP_SECONDS = 86_400;

const name = z.string("must be text").trim().min(1, "is required").max(100, "is longer than 100 characters");

const expiresAt = Moment.refine((at) => at > new Date(), "must be in the future").nullable();

const scopesOf = <const Scope extends string>(scopes: readonly Scope[]) =>
  z
    .array(z.enum(scopes, "is not a known scope"))
    .min(1, "choose at least one scope")
    .transform((chosen) => [...new Set(chosen)]);

export const KeyInput = z
  .strictObject({
    name,
    scopes: scopesOf(KEY_SCOPES).default(["*"]),
    integration: z.string().max(64).nullable().optional(),
    expiresAt: expiresAt.optional(),
  })
  .meta({ id: "KeyInput" });
export type KeyInput = z.input<typeof KeyInput>;

export const KeyPatch = z
  .strictObject({ name: name.optional(), expiresAt: expiresAt.optional() })
  .refine((patch) => Object.keys(patch).length > 0, "has nothing to change")
  .meta({ id: "KeyPatch", minProperties: 1 });
export type KeyPatch = z.input<typeof KeyPatch>;

export const PublishKeyInput = z
  .strictObject({ name, expiresAt: expiresAt.optional() })
  .meta({ id: "PublishKeyInput" });
export type PublishKeyInput = z.input<typeof PublishKeyInput>;

export const OperatorKeyInput = z
  .strictObject({ name, scopes: scopesOf(OPERATOR_SCOPES).default(["*"]), expiresAt: expiresAt.optional() })
  .meta({ id: "OperatorKeyInput" });
export type OperatorKeyInput = z.input<typeof OperatorKeyInput>;

export const RotateKeyInput = z
  .strictObject({
    overlapSeconds: z
      .number("must be a number")
      .int("must be a whole number")
      .min(0, "must not be negative")
      .max(MAX_KEY_OVERLAP_SECONDS, "must be at most 2592000 (30 days)")
      .default(DEFAULT_KEY_OVERLAP_SECONDS)
      .meta({ description: "How long the old key goes on working beside the new one, in seconds." }),
    expiresAt: expiresAt.optional().meta({
      description: "When the new key expires. Left out, it lives as long as the old one was meant to.",
    }),
  })
  .meta({ id: "RotateKeyInput" });
export type RotateKeyInput = z.input<typeof RotateKeyInput>;
