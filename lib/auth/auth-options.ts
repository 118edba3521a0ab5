import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { authCookies } from "#lib/auth/auth-cookies";
import { type Authenticated, authenticate } from "#lib/auth/authenticate";
import { PROVIDER_IDS } from "#lib/auth/provider-settings";
import { signInProvider } from "#lib/auth/providers";
import { signInWithProvider } from "#lib/auth/sign-in-with-provider";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { log } from "#lib/log";
import { LINK_METHOD, PASSWORD_METHOD, SESSION_SECONDS } from "#lib/sessions/session-rules";
import { startSession, type Visitor } from "#lib/sessions/start-session";
import { spendSignInLink } from "#lib/sign-in-links/spend-link";

/** What the signed cookie says. It is a claim only: `currentUser` compares it with the database on every request. */
export interface SessionClaim {
  userId: string;
  sessionId: string;
  sessionVersion: number;
}

const NOBODY: Visitor = { id: "none", address: null, userAgent: null };

/**
 * The settings of next-auth: e-mail and password, mailed links, the configured providers; a signed cookie, no pages of its
 * own. Made anew for each request.
 *
 * @param visitor who signs in; not needed to read a session
 * @param onFailure told what went wrong at a sign-in: next-auth itself would put any message into an address
 */
export function authOptions(visitor: Visitor = NOBODY, onFailure: (error: unknown) => void = () => {}): AuthOptions {
  const { url, sessionSecret, providers } = config();
  // next-auth knows no option for it, and without it takes http://localhost:3000 for granted.
  process.env.NEXTAUTH_URL ??= url;
  const attempt = async (work: () => Promise<Authenticated | null>) => {
    try {
      return await work();
    } catch (error) {
      onFailure(error);
      return null;
    }
  };
  /** Whom a provider has vouched for: what next-auth passes on is the provider's idea of them. */
  let vouchedFor: Authenticated | null = null;
  return {
    secret: sessionSecret,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: authCookies(url),
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => attempt(() => authenticate(credentials, visitor)),
      }),
      Credentials({
        id: LINK_METHOD,
        credentials: { token: {} },
        authorize: (credentials) => attempt(() => spendSignInLink(credentials?.token, visitor)),
      }),
      ...providers.map(signInProvider),
    ],
    callbacks: {
      async signIn({ account, profile }) {
        const provider = PROVIDER_IDS.find((id) => id === account?.provider);
        if (!provider) return true;
        vouchedFor = await attempt(() => signInWithProvider(provider, profile, visitor));
        return vouchedFor !== null;
      },
      async jwt({ token, user, account }) {
        if (!user) return token;
        // Nothing of an earlier token is kept: a session begins with its sign-in.
        const { id, name, sessionVersion } = vouchedFor ?? (user as unknown as Authenticated);
        const method = account?.provider === "credentials" ? PASSWORD_METHOD : (account?.provider ?? "");
        return { userId: id, sessionVersion, sessionId: await startSession({ id, name }, method, visitor) };
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
    logger: {
      // The message alone: what comes with it may hold tokens and what the provider tells about people.
      error: (code, details) => log().warn({ code, reason: reasonOf(details) }, "a sign-in did not work out"),
      warn: () => {},
      debug: () => {},
    },
  };
}

function reasonOf(details: Error | { error: Error }): string {
  const { message } = details instanceof Error ? details : details.error;
  return message.slice(0, 300);
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
