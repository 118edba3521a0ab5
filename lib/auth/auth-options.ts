import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { verifyPassword } from "#lib/users/password";

const SESSION_SECONDS = 14 * 24 * 60 * 60;

const Input = z.object({
  email: z.string().trim().toLowerCase().min(1).max(320),
  password: z.string().min(1).max(1024),
});

/** What the signed cookie says. It is a claim only: `currentUser` compares it with the database on every request. */
export interface SessionClaim {
  userId: string;
  sessionVersion: number;
}

/** The settings of next-auth: e-mail and password, a signed cookie, no pages of its own. */
export function authOptions(): AuthOptions {
  // next-auth knows no option for it, and without it takes http://localhost:3000 for granted.
  process.env.NEXTAUTH_URL ??= config().url;
  return {
    secret: config().sessionSecret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => authenticate(credentials),
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (!user) return token;
        const { id, sessionVersion } = user as unknown as { id: string; sessionVersion: number };
        return { ...token, userId: id, sessionVersion };
      },
      session({ session, token }) {
        const claim: SessionClaim = { userId: String(token.userId), sessionVersion: Number(token.sessionVersion) };
        return { expires: session.expires, claim };
      },
    },
  };
}

/** Null for an unknown address and for a wrong password alike, after the same work. */
async function authenticate(credentials: unknown) {
  const parsed = Input.safeParse(credentials);
  if (!parsed.success) return null;
  const user = await db().user.findUnique({ where: { email: parsed.data.email } });
  const matches = await verifyPassword(user?.passwordHash ?? null, parsed.data.password);
  return user && matches ? { id: user.id, sessionVersion: user.sessionVersion } : null;
}
