import "server-only";
import { z } from "zod";
import { recordSession } from "#lib/audit/record-session";
import { limitSignIn } from "#lib/auth/limit-sign-in";
import { db } from "#lib/database/client";
import { log } from "#lib/log";
import type { Visitor } from "#lib/sessions/start-session";
import { verifyPassword } from "#lib/users/password";
import { Email } from "#lib/users/user-schema";

const Credentials = z.object({ email: Email, password: z.string().min(1).max(1024) });

/** Somebody who may begin a session. */
export interface Authenticated {
  id: string;
  name: string;
  sessionVersion: number;
}

/**
 * Null for an unknown address and for a wrong password alike, after the same work.
 *
 * @throws {AppError} `rate_limited`
 */
export async function authenticate(credentials: unknown, visitor: Visitor): Promise<Authenticated | null> {
  const { email: given = "" } = z
    .object({ email: z.string().max(1024).catch("") })
    .catch({ email: "" })
    .parse(credentials);
  const limit = limitSignIn(given, visitor.address);
  const parsed = Credentials.safeParse(credentials);
  if (!parsed.success) return null;
  const { email, password } = parsed.data;
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, name: true, passwordHash: true, sessionVersion: true },
  });
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (user && matches) {
    limit.giveBack();
    return { id: user.id, name: user.name, sessionVersion: user.sessionVersion };
  }
  // Not waited for: an answer that takes longer would tell that there is such an account.
  if (user) {
    void recordSession(user, "session.refused", visitor).catch((error: unknown) =>
      log().error({ err: error }, "a refused sign-in could not be recorded"),
    );
  }
  return null;
}
