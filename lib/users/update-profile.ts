import "server-only";
import { z } from "zod";
import type { CurrentUser } from "#lib/auth/current-user";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { PersonName } from "#lib/users/user-schema";

const ProfileInput = z.strictObject({ name: PersonName });
export type ProfileInput = z.input<typeof ProfileInput>;

/** Changes the name that others see. */
export async function updateProfile(user: CurrentUser, input: ProfileInput): Promise<void> {
  const { name } = parseInput(ProfileInput, input);
  await db().user.update({ where: { id: user.id }, data: { name } });
}
