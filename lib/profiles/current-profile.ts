import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { Profile } from "#lib/profiles/profile-schema";

/** The newest version of a product's profile. */
export async function currentProfile(tx: Transaction, productId: string): Promise<{ id: string; profile: Profile }> {
  const row = await tx.profile.findFirst({
    where: { productId },
    orderBy: { version: "desc" },
    select: { id: true, config: true },
  });
  if (!row) throw notFound("profile");
  return { id: row.id, profile: Profile.parse(row.config) };
}
