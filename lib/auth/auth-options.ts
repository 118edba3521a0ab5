import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { type Authenticated, authenticate } from "#lib/auth/authenticate";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { SESSION_SECONDS } from "#lib/sessions/session-rules";
import { startSession, type Visitor } from "#lib/sessions/start-session";

/** What the signed cookie says. It is a claim only: `currentUser` compares it with the database on every request. */
export interface SessionClaim {
  userId: string;
  sessionId: string;
  sessionVersion: number;
}

const NOBODY: Visitor = { id: "none", address: null, userAgent: null };

/**
 * The settings of next-auth: e-mail and password, a signed cookie, no pages of its own.
 *
 * @param visitor who signs in; not needed to read a session
 * @param onFailure told what went wrong at a sign-in: next-auth itself would put any message into an address
 */
export function authOptions(visitor: Visitor = NOBODY, onFailure: (error: unknown) => void = () => {}): AuthOptions {
  // next-auth knows no option for it, and without it takes http://localhost:3000 for granted.
  process.env.NEXTAUTH_URL ??= config().url;
  return {
    secret: config().sessionSecret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (credentials) =>
          authenticate(credentials, visitor).catch((error: unknown) => {
            onFailure(error);
            return null;
          }),
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        if (!user) return token;
        // Nothing of an earlier token is kept: a session begins with its sign-in.
        const { id, name, sessionVersion } = user as unknown as Authenticated;
        return { userId: id, sessionVersion, sessionId: await startSession({ id, name }, "password", visitor) };
      },
      session({ session, token }) {
        return { expires: session.expires, claim: claimOf(token) };
      },
    },
    events: {
      async signOut({ token }) {
        const { sessionId, userId } = claimOf(token ?? {});
        await db().session.deleteMany({ where: { id: sessionId, userId } });
      },
    },
  };
}

const NIL = "00000000-0000-0000-0000-000000000000";

/** A cookie from before sessions had ids claims one that nobody has. */
function claimOf(token: Record<string, unknown>): SessionClaim {
  return {
    userId: String(token.userId ?? NIL),
    sessionId: String(token.sessionId ?? NIL),
    sessionVersion: Number(token.sessionVersion),
  };
}
