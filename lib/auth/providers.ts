import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { ProviderSettings } from "#lib/auth/provider-settings";

/** What a provider says about somebody, in OpenID Connect's words. Whatever else it says is not kept. */
export const ProviderClaims = z.object({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  email: z.string().max(1000).optional(),
  // Some issuers write it as text.
  email_verified: z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]).optional(),
  name: z.string().max(1000).optional(),
});
export type ProviderClaims = z.output<typeof ProviderClaims>;

type Provider = OAuthConfig<ProviderClaims>;
type UserinfoRequest = NonNullable<Extract<NonNullable<Provider["userinfo"]>, { request?: unknown }>["request"]>;

/**
 * A provider as next-auth wants it. State and PKCE are always checked, and the nonce where there is an ID token. Pure: all
 * addresses come from the settings.
 */
export function signInProvider(settings: ProviderSettings): Provider {
  const { id, name, clientId, clientSecret } = settings;
  return {
    id,
    name,
    clientId,
    clientSecret,
    type: "oauth",
    profile: ({ sub, name: person, email }) => ({ id: sub, name: person ?? null, email: email ?? null }),
    ...(id === "github" ? gitHub(settings.issuer) : openIdConnect(settings.issuer)),
  };
}

function openIdConnect(issuer: string) {
  return {
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: { request: readClaims },
  } satisfies Partial<Provider>;
}

/** Most issuers give the address in the ID token, some only to who asks for it; the library compares both subjects. */
const readClaims: UserinfoRequest = async ({ tokens: given, client }) => {
  // Its type is that of the parameters; what next-auth passes is what the client's callback has returned.
  const tokens = given as Awaited<ReturnType<typeof client.callback>>;
  const claims = tokens.claims();
  if (claims.email !== undefined || !client.issuer.metadata.userinfo_endpoint) return claims;
  return { ...(await client.userinfo(tokens)), ...claims };
};

function gitHub(address: string) {
  const api = address === "https://github.com" ? "https://api.github.com" : `${address}/api/v3`;
  return {
    // GitHub names it in its answers.
    issuer: `${address}/login/oauth`,
    authorization: { url: `${address}/login/oauth/authorize`, params: { scope: "read:user user:email" } },
    token: `${address}/login/oauth/access_token`,
    checks: ["pkce", "state"],
    userinfo: { url: `${api}/user`, request: readGitHubUser(address, api) },
  } satisfies Partial<Provider>;
}

function readGitHubUser(address: string, api: string): UserinfoRequest {
  return async ({ tokens, client }) => {
    const token = tokens.access_token ?? "";
    const user = GitHubUser.parse(await client.userinfo(token));
    const answer = await client.requestResource(`${api}/user/emails`, token, {
      headers: { accept: "application/json" },
    });
    // Refused where somebody has not granted it: then there is no address.
    const emails = answer.statusCode === 200 ? GitHubEmails.parse(JSON.parse(String(answer.body))) : [];
    // What the public profile says is anybody's claim; only this list tells what GitHub has verified.
    const email = emails.find((one) => one.primary && one.verified)?.email;
    const claims = { iss: address, sub: String(user.id), name: user.name ?? user.login };
    return email === undefined ? claims : { ...claims, email, email_verified: true };
  };
}

const GitHubUser = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() });
const GitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
