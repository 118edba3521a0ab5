import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { afterAll } from "vitest";

/** Somebody at the provider. What is not given is not told. */
export interface ProviderAccount {
  email?: string;
  email_verified?: boolean | string;
  name?: string;
}

export const OIDC_CLIENT = { id: "posthorn", secret: "the client's secret, kept by both" };

/**
 * A certified OpenID Connect provider (npm `oidc-provider`) on loopback. Its sign-in page has a button for each of the
 * accounts; they agree to everything.
 *
 * @param redirectUri where it may send people back to
 */
export async function startIdentityProvider(redirectUri: string) {
  const accounts = new Map<string, ProviderAccount>();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(redirectUri, accounts));
  const protocol = provider.callback();
  const state: {
    /** Whether it answers nothing but 503. */
    away: boolean;
    /** Claims over the right ones in the ID tokens it gives, which no certified provider can be made to write. */
    lies: Record<string, unknown> | null;
  } = { away: false, lies: null };
  server.on("request", async (request, response) => {
    if (state.away) return response.writeHead(503, { "content-type": "text/plain" }).end("away");
    if (state.lies && request.url === "/token") forge(response, state.lies);
    const [, uid, account] = /^\/interaction\/([\w-]+)(?:\/as\/([\w-]+))?$/.exec(request.url ?? "") ?? [];
    if (!uid) return protocol(request, response);
    if (account) return provider.interactionFinished(request, response, { login: { accountId: account } });
    response.setHeader("content-type", "text/html");
    response.end(
      `<!doctype html><title>Provider</title>${[...accounts.keys()]
        .map((id) => `<a href="/interaction/${uid}/as/${id}">${id}</a>`)
        .join("<br>")}`,
    );
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { issuer, accounts, state };
}

const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** Has the ID token in an answer changed and signed anew, with the provider's own key. */
function forge(response: ServerResponse, lies: Record<string, unknown>): void {
  const end = response.end.bind(response);
  response.end = ((body: unknown) => {
    const answer = JSON.parse(String(body));
    const [head, claims] = String(answer.id_token).split(".");
    const told = { ...JSON.parse(Buffer.from(claims ?? "", "base64url").toString()), ...lies };
    const text = `${head}.${Buffer.from(JSON.stringify(told)).toString("base64url")}`;
    const forged = { ...answer, id_token: `${text}.${sign("sha256", Buffer.from(text), KEY).toString("base64url")}` };
    response.setHeader("content-length", Buffer.byteLength(JSON.stringify(forged)));
    return end(JSON.stringify(forged));
  }) as typeof response.end;
}

function configuration(redirectUri: string, accounts: Map<string, ProviderAccount>): Configuration {
  return {
    clients: [
      {
        client_id: OIDC_CLIENT.id,
        client_secret: OIDC_CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    jwks: { keys: [{ ...KEY.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" }] },
    cookies: { keys: ["tests only"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, AuthorizationCode: 60, IdToken: 600 },
    pkce: { required: () => true },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
    loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
      const { client, provider, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
}
