import { z } from "zod";
import { ConfigError } from "#lib/config-error";

/** Who else can say who somebody is, in the order of their buttons. */
export const PROVIDER_IDS = ["google", "github", "oidc"] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** A configured provider. */
export interface ProviderSettings {
  id: ProviderId;
  /** What its button says. */
  name: string;
  /** Its issuer; of GitHub, the address of its pages. Without a slash at the end. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

const text = z.string().trim().default("");

/** http is for a provider on this very host, where nobody listens in between. */
const address = text
  .refine((value) => value === "" || isProviderAddress(value), "it begins with https://, and has no query")
  .transform((value) => value.replace(/\/+$/, ""));

export const PROVIDER_ENVIRONMENT = {
  POSTHORN_GITHUB_CLIENT_ID: text,
  POSTHORN_GITHUB_CLIENT_SECRET: text,
  POSTHORN_GITHUB_URL: address,
  POSTHORN_GOOGLE_CLIENT_ID: text,
  POSTHORN_GOOGLE_CLIENT_SECRET: text,
  POSTHORN_OIDC_ISSUER: address,
  POSTHORN_OIDC_CLIENT_ID: text,
  POSTHORN_OIDC_CLIENT_SECRET: text,
  POSTHORN_OIDC_NAME: text.refine((value) => value.length <= 40, "it is longer than 40 characters"),
};

type Environment = z.output<z.ZodObject<typeof PROVIDER_ENVIRONMENT>>;

/**
 * The providers that are configured.
 *
 * @throws {ConfigError} naming the first setting that is missing for one of which others are there
 */
export function readProviders(env: Environment): ProviderSettings[] {
  const github = ["POSTHORN_GITHUB_CLIENT_ID", "POSTHORN_GITHUB_CLIENT_SECRET"] as const;
  const google = ["POSTHORN_GOOGLE_CLIENT_ID", "POSTHORN_GOOGLE_CLIENT_SECRET"] as const;
  const oidc = ["POSTHORN_OIDC_ISSUER", "POSTHORN_OIDC_CLIENT_ID", "POSTHORN_OIDC_CLIENT_SECRET"] as const;
  const found: ProviderSettings[] = [];
  if (isConfigured(env, google, [], "with Google")) {
    found.push({
      id: "google",
      name: "Google",
      issuer: "https://accounts.google.com",
      clientId: env.POSTHORN_GOOGLE_CLIENT_ID,
      clientSecret: env.POSTHORN_GOOGLE_CLIENT_SECRET,
    });
  }
  if (isConfigured(env, github, ["POSTHORN_GITHUB_URL"], "with GitHub")) {
    found.push({
      id: "github",
      name: "GitHub",
      issuer: env.POSTHORN_GITHUB_URL || "https://github.com",
      clientId: env.POSTHORN_GITHUB_CLIENT_ID,
      clientSecret: env.POSTHORN_GITHUB_CLIENT_SECRET,
    });
  }
  if (isConfigured(env, oidc, ["POSTHORN_OIDC_NAME"], "by OpenID Connect")) {
    found.push({
      id: "oidc",
      name: env.POSTHORN_OIDC_NAME || "single sign-on",
      issuer: env.POSTHORN_OIDC_ISSUER,
      clientId: env.POSTHORN_OIDC_CLIENT_ID,
      clientSecret: env.POSTHORN_OIDC_CLIENT_SECRET,
    });
  }
  return found;
}

type Name = keyof Environment;

function isConfigured(env: Environment, needed: readonly Name[], optional: readonly Name[], how: string): boolean {
  if ([...needed, ...optional].every((name) => env[name] === "")) return false;
  const missing = needed.find((name) => env[name] === "");
  if (!missing) return true;
  throw new ConfigError(
    `${missing} is not set: signing in ${how} needs ${needed.slice(0, -1).join(", ")} and ${needed.at(-1)}.`,
  );
}

function isProviderAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(value);
  if (search || hash || username || password) return false;
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}
