import "server-only";
import { z } from "zod";
import { recordSession } from "#lib/audit/record-session";
import { limitAddress } from "#lib/auth/limit-sign-in";
import { SignInRefusal } from "#lib/auth/sign-in-refusal";
import { db } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { takeLink } from "#lib/sign-in-links/spend-link";
import { hashPassword } from "#lib/users/password";
import { proveAddress } from "#lib/users/prove-address";
import { NewPassword } from "#lib/users/user-schema";

const ResetInput = z.strictObject({ password: NewPassword });
export type ResetInput = z.input<typeof ResetInput>;

/**
 * Sets a new password by a mailed link, and signs every browser out: whoever forgot theirs may have lost it to somebody.
 * Whatever other links were mailed to the address work no more.
 *
 * @returns the address to sign in with
 * @throws {SignInRefusal} `link` for a link that does not work any more
 * @throws {AppError} `invalid_input`, `rate_limited`
 */
export async function resetPassword(
  token: string,
  input: ResetInput,
  request: { id: string; address: string | null },
): Promise<{ email: string; to: string }> {
  limitAddress("token-address", request.address);
  const { password } = parseInput(ResetInput, input);
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    const { email, target } = await takeLink(tx, "password", token);
    if (password.toLowerCase() === email) {
      throw invalidInput([{ path: "password", message: "must not be the e-mail address" }]);
    }
    const person = await tx.user.findUnique({
      where: { email },
      select: { id: true, name: true, sessionVersion: true, emailVerifiedAt: true },
    });
    if (!person) throw new SignInRefusal("link");
    await proveAddress(tx, person, request);
    await tx.user.update({ where: { id: person.id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: person.id } });
    await tx.signInLink.deleteMany({ where: { email } });
    await recordSession(person, "session.password_changed", request, { by: "a mailed link" }, tx);
    return { email, to: target };
  });
}
