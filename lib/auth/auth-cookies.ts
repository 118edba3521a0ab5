import "server-only";
import type { AuthOptions } from "next-auth";

const NAMES = {
  sessionToken: "next-auth.session-token",
  callbackUrl: "next-auth.callback-url",
  csrfToken: "next-auth.csrf-token",
  pkceCodeVerifier: "next-auth.pkce.code_verifier",
  state: "next-auth.state",
  nonce: "next-auth.nonce",
} as const;

const CHECK_SECONDS = 15 * 60;

/**
 * The cookies of sign-in. Over https their names begin with `__Host-`, which browsers take from this host alone: a page of
 * a neighbouring subdomain can't slip somebody a sign-in that it has begun itself.
 */
export function authCookies(url: string): NonNullable<AuthOptions["cookies"]> {
  const secure = url.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax" as const, path: "/", secure };
  const names = Object.entries(NAMES) as [keyof typeof NAMES, string][];
  const isCheck = (key: string) => ["pkceCodeVerifier", "state", "nonce"].includes(key);
  return Object.fromEntries(
    names.map(([key, name]) => [
      key,
      {
        name: secure ? `__Host-${name}` : name,
        options: { ...options, ...(isCheck(key) && { maxAge: CHECK_SECONDS }) },
      },
    ]),
  );
}
