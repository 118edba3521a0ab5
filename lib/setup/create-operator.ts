import "server-only";
import { z } from "zod";
import { limitAddress } from "#lib/auth/limit-sign-in";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { newId } from "#lib/ids";
import { log } from "#lib/log";
import { isSetupToken } from "#lib/setup/setup-token";
import { hashPassword } from "#lib/users/password";
import { Email, NewPassword, PersonName } from "#lib/users/user-schema";

const OperatorInput = z.strictObject({ name: PersonName, email: Email, password: NewPassword });
export type OperatorInput = z.input<typeof OperatorInput>;

/** Any constant: of two who press the button at once, the second finds an operator. */
const SETUP_LOCK = 7_678_468;

/** Whether a set-up link works now. @throws {AppError} `rate_limited` */
export async function canSetUp(token: string, request: { address: string | null }): Promise<boolean> {
  limitAddress("setup-address", request.address);
  return isSetupToken(db(), token);
}

/**
 * Makes the first operator's account with the token that the start has printed, and ends all such tokens.
 *
 * @returns the address to sign in with
 * @throws {AppError} `not_found` for a token that does not work, and once there is an operator; `conflict` for an address
 * that has an account; `invalid_input`, `rate_limited`
 */
export async function createOperator(
  token: string,
  input: OperatorInput,
  request: { address: string | null },
): Promise<{ email: string }> {
  if (!(await canSetUp(token, request))) throw setupIsOver();
  const { name, email, password } = parseInput(OperatorInput, input);
  if (password.toLowerCase() === email) {
    throw invalidInput([{ path: "password", message: "must not be the e-mail address" }]);
  }
  const passwordHash = await hashPassword(password);
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    if (!(await isSetupToken(tx, token))) throw setupIsOver();
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
      throw new AppError("conflict", `There is an account for ${email} already. Choose another address.`);
    }
    // Whoever can start Posthorn needs to prove no address to it.
    const emailVerifiedAt = new Date();
    await tx.user.create({ data: { id: newId(), name, email, emailVerifiedAt, passwordHash, isOperator: true } });
    await tx.setupToken.deleteMany();
  });
  log().warn({ address: request.address }, "the first operator's account was made");
  return { email };
}

/** The same words whether the token is wrong, old or not needed any more. */
function setupIsOver(): AppError {
  return new AppError("not_found", "This set-up link does not work any more. Restart Posthorn for a new one.");
}
