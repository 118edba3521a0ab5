import "server-only";
import { z } from "zod";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db, type Transaction } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { findProduct } from "#lib/products/product-view";
import { compareProfiles, type ProfileChange } from "#lib/profiles/compare-profiles";
import { newestProfile } from "#lib/profiles/get-profile";
import { profileProblems } from "#lib/profiles/parse-profile";
import { Profile } from "#lib/profiles/profile-schema";
import { ownHeaderNames, secretKinds } from "#lib/webhooks/signatures";

/** What a changed profile would mean for the webhooks there are. */
export interface ProfileImpact {
  /** Whether requests are signed differently. */
  signatureChanges: boolean;
  /** Webhooks that sign as the profile says. */
  followers: number;
  /** Those of them that have no secret of a kind that is needed then. */
  withoutSecret: number;
  /** Webhooks with an http:// URL, where that is no longer allowed: every attempt would fail. */
  plainHttp: number;
  /** Webhooks with a custom header of a name that the profile now sends itself: receivers would get both. */
  headerClashes: number;
}

export interface ProfileComparison {
  /** The version it is compared with. */
  version: number;
  changes: ProfileChange[];
  impact: ProfileImpact;
}

export const CompareInput = z
  .strictObject({ profile: Profile.meta({ id: "ProfileInput" }) })
  .meta({ id: "CompareInput" });
export type CompareInput = z.input<typeof CompareInput>;

/**
 * What saving this profile would change: its fields, and what running webhooks would notice.
 *
 * @param ref the product's id or slug
 * @throws {AppError} `not_found`, `invalid_input`
 */
export async function compareProfile(
  ctx: OperatorContext,
  ref: string,
  input: CompareInput,
): Promise<ProfileComparison> {
  requireOperatorPermission(ctx, "products:read");
  const { profile } = parseInput(CompareInput, input);
  const problems = profileProblems(profile).map(({ path, message }) => ({ path: `profile.${path}`, message }));
  if (problems.length > 0) throw invalidInput(problems);
  const product = await findProduct(db(), ref);
  const current = await newestProfile(db(), product.id);
  return {
    version: current.version,
    changes: compareProfiles(current.profile, profile),
    impact: await profileImpact(db(), product.id, current.profile, profile),
  };
}

async function profileImpact(
  tx: Transaction,
  productId: string,
  before: Profile,
  after: Profile,
): Promise<ProfileImpact> {
  const signatureChanges = JSON.stringify(before.signature) !== JSON.stringify(after.signature);
  const known = ownHeaderNames(before, []);
  const added = [...ownHeaderNames(after, [])].filter((name) => !known.has(name));
  const [row] = await tx.$queryRaw<Record<"followers" | "without_secret" | "plain_http" | "clashes", bigint>[]>`
    SELECT count(*) FILTER (WHERE follows) AS followers,
           count(*) FILTER (WHERE follows AND EXISTS (
             SELECT FROM unnest(${secretKinds(after.signature)}::secret_kind[]) AS needed (kind)
              WHERE NOT EXISTS (SELECT FROM signing_secret x
                                 WHERE x.webhook_id = w.id AND x.expires_at IS NULL AND x.kind = needed.kind)
           )) AS without_secret,
           count(*) FILTER (WHERE ${before.allowHttp && !after.allowHttp} AND url LIKE 'http://%') AS plain_http,
           count(*) FILTER (WHERE EXISTS (
             SELECT FROM unnest(header_names) AS own (name) WHERE lower(own.name) = ANY(${added}::text[])
           )) AS clashes
      FROM (SELECT id, url, header_names, signature IS NULL AS follows FROM webhook
             WHERE deleted_at IS NULL
               AND workspace_id IN (SELECT id FROM workspace WHERE product_id = ${productId}::uuid)) w`;
  return {
    signatureChanges,
    followers: Number(row?.followers ?? 0),
    withoutSecret: Number(row?.without_secret ?? 0),
    plainHttp: Number(row?.plain_http ?? 0),
    headerClashes: Number(row?.clashes ?? 0),
  };
}
