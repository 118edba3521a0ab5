import "server-only";
import { z } from "zod";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { forgetCatalogue } from "#lib/events/publish-lookups";
import { newId } from "#lib/ids";
import { lockProduct, type ProductRow, productTarget } from "#lib/products/product-view";
import { type CarriedOver, changeSignatures, keepSignatures } from "#lib/profiles/carry-over";
import { compareProfiles, isSameProfile } from "#lib/profiles/compare-profiles";
import { newestProfile } from "#lib/profiles/get-profile";
import { profileProblems } from "#lib/profiles/parse-profile";
import { Profile } from "#lib/profiles/profile-schema";
import { PROFILE_VIEW, type ProfileView, profileView } from "#lib/profiles/profile-view";

/** A product may have thousands of webhooks that need a new secret. */
const TRANSACTION_MS = 60_000;

export const RUNNING_WEBHOOKS = ["keep", "change"] as const;

export const ProfileUpdate = z
  .strictObject({
    profile: Profile.meta({ id: "ProfileInput" }),
    note: z.string("must be text").trim().max(200, "is longer than 200 characters").default("").meta({
      description: "Why, for whoever reads the history.",
    }),
    runningWebhooks: z.enum(RUNNING_WEBHOOKS, "must be keep or change").default("keep").meta({
      description:
        "Where the signature changes, what becomes of webhooks that sign as the profile says: they `keep` the manner they have, or `change` with it, with a new secret where it needs another kind.",
    }),
  })
  .meta({ id: "ProfileUpdate" });
export type ProfileUpdate = z.input<typeof ProfileUpdate>;

/**
 * Saves a product's wire rules as a new version, which events accepted from now on get; those accepted before keep
 * theirs, on every attempt and replay. Rules that say the same as the present ones make no version.
 *
 * @param ref the product's id or slug
 * @param options.expectedVersion refuses when somebody has saved a version since the caller read this one
 * @throws {AppError} `not_found`, `invalid_input`, `version_conflict`
 */
export async function saveProfile(
  ctx: OperatorContext,
  ref: string,
  input: ProfileUpdate,
  options: { expectedVersion?: readonly number[] | undefined } = {},
): Promise<ProfileView> {
  requireOperatorPermission(ctx, "products:write");
  const { profile, note, runningWebhooks } = parseInput(ProfileUpdate, input);
  const problems = profileProblems(profile).map(({ path, message }) => ({ path: `profile.${path}`, message }));
  if (problems.length > 0) throw invalidInput(problems);
  const { productId, view } = await db().$transaction(
    async (tx) => {
      const product = await lockProduct(tx, ref);
      const before = await newestProfile(tx, product.id);
      if (options.expectedVersion && !options.expectedVersion.includes(before.version)) {
        throw new AppError(
          "version_conflict",
          `Version ${before.version} of this profile was saved meanwhile. Reload it and try again.`,
        );
      }
      if (isSameProfile(before.profile, profile)) return { productId: product.id, view: before };
      const carried = await carryOver(tx, product.id, before.profile, profile, runningWebhooks);
      const version = before.version + 1;
      const row = await tx.profile.create({
        data: { id: newId(), productId: product.id, version, config: profile, note, createdBy: ctx.actor.name },
        select: PROFILE_VIEW,
      });
      await record(tx, ctx, product, before, { version, profile, carried });
      return { productId: product.id, view: profileView(row, version) };
    },
    { timeout: TRANSACTION_MS },
  );
  forgetCatalogue(productId);
  return view;
}

const NOTHING: CarriedOver = { kept: 0, newSecrets: 0, workspaceIds: [] };

async function carryOver(
  tx: Transaction,
  productId: string,
  before: Profile,
  after: Profile,
  runningWebhooks: (typeof RUNNING_WEBHOOKS)[number],
): Promise<CarriedOver> {
  if (JSON.stringify(before.signature) === JSON.stringify(after.signature)) return NOTHING;
  return runningWebhooks === "keep"
    ? keepSignatures(tx, productId, before.signature)
    : changeSignatures(tx, productId, before.signature, after.signature);
}

/** In the instance's log, and in that of each workspace whose requests are signed differently from now on. */
async function record(
  tx: Transaction,
  ctx: OperatorContext,
  product: ProductRow,
  before: ProfileView,
  { version, profile, carried }: { version: number; profile: Profile; carried: CarriedOver },
): Promise<void> {
  const changes = compareProfiles(before.profile, profile);
  const { kept, newSecrets, workspaceIds } = carried;
  await recordOperatorAudit(tx, ctx, null, {
    action: "profile.saved",
    target: productTarget(product),
    before: { version: before.version, ...Object.fromEntries(changes.map((change) => [change.path, change.before])) },
    after: {
      version,
      ...Object.fromEntries(changes.map((change) => [change.path, change.after])),
      ...(kept + newSecrets > 0 && { webhooksKept: kept, webhooksWithNewSecret: newSecrets }),
    },
  });
  for (const workspaceId of workspaceIds) {
    await recordOperatorAudit(tx, ctx, workspaceId, {
      action: "profile.signature_changed",
      target: productTarget(product),
      before: { signature: before.profile.signature },
      after: { signature: profile.signature },
    });
  }
}
