import "server-only";
import { z } from "zod";
import { recordSession } from "#lib/audit/record-session";
import type { CurrentUser } from "#lib/auth/current-user";
import { limitSignIn } from "#lib/auth/limit-sign-in";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { hashPassword, verifyPassword } from "#lib/users/password";
import { NewPassword } from "#lib/users/user-schema";

const PasswordInput = z.strictObject({
  /** Empty for who has none yet. */
  current: z.string("must be text").max(1024),
  next: NewPassword,
});
export type PasswordInput = z.input<typeof PasswordInput>;

/**
 * Changes somebody's password and signs every browser out, this one too: it signs in again with the new one. The present
 * one is asked for, so that an unlocked screen is not enough, and guessing it counts like guessing at sign-in.
 *
 * @throws {AppError} `invalid_input`, `rate_limited`
 */
export async function changePassword(
  user: CurrentUser,
  input: PasswordInput,
  request: { id: string; address: string | null },
): Promise<void> {
  const { current, next } = parseInput(PasswordInput, input);
  if (next.toLowerCase() === user.email) {
    throw invalidInput([{ path: "next", message: "must not be the e-mail address" }]);
  }
  const { passwordHash } = await db().user.findUniqueOrThrow({
    where: { id: user.id },
    select: { passwordHash: true },
  });
  if (passwordHash) {
    const limit = limitSignIn(user.email, request.address);
    if (!(await verifyPassword(passwordHash, current))) {
      throw invalidInput([{ path: "current", message: "is not your present password" }]);
    }
    limit.giveBack();
  }
  const nextHash = await hashPassword(next);
  await db().$transaction(async (tx) => {
    await tx.user.update({
      where: { id: user.id },
      data: { passwordHash: nextHash, sessionVersion: { increment: 1 } },
    });
    await tx.session.deleteMany({ where: { userId: user.id } });
    await recordSession(user, "session.password_changed", request, {}, tx);
  });
}
