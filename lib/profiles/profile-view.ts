import { publicId } from "#lib/ids";
import { Profile } from "#lib/profiles/profile-schema";
import type { Prisma } from "#prisma/client";

/** One version of a product's profile. */
export interface ProfileView {
  id: string;
  version: number;
  /** Whether new events get it. */
  current: boolean;
  profile: Profile;
  note: string;
  /** The operator's name; null for what Posthorn itself has seeded. */
  createdBy: string | null;
  createdAt: string;
}

export const PROFILE_VIEW = {
  id: true,
  version: true,
  config: true,
  note: true,
  createdBy: true,
  createdAt: true,
} as const satisfies Prisma.ProfileSelect;

type ProfileRow = Prisma.ProfileGetPayload<{ select: typeof PROFILE_VIEW }>;

/** @param currentVersion the product's highest version */
export function profileView({ id, config, createdAt, ...row }: ProfileRow, currentVersion: number): ProfileView {
  return {
    ...row,
    id: publicId("profile", id),
    current: row.version === currentVersion,
    profile: Profile.parse(config),
    createdAt: createdAt.toISOString(),
  };
}
