import "server-only";
import { hkdfSync } from "node:crypto";
import { isIP, SocketAddress } from "node:net";
import path from "node:path";
import { z } from "zod";
import { PROVIDER_ENVIRONMENT, readProviders } from "#lib/auth/provider-settings";
import { ConfigError } from "#lib/config-error";
import { looksMadeUp } from "#lib/crypto/known-key";
import { type Cidr, parseCidrs } from "#lib/egress/policy";
import { DEFAULT_TRUSTED_PROXIES } from "#lib/http/client-address";

/** One instance key: 32 bytes, and the id that ciphertexts wrapped with it carry. */
export interface InstanceKey {
  id: string;
  bytes: Buffer;
}

const flag = z
  .enum(["", "0", "1", "true", "false"])
  .optional()
  .transform((value) => value === "1" || value === "true");

const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  );

function areAddresses(servers: string[]): boolean {
  return servers.every((server) => isIP(server) !== 0 || SocketAddress.parse(server) !== undefined);
}

/** Every setting Posthorn reads from its environment. README.md's configuration table documents each one. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  POSTHORN_URL: z.url().optional(),
  POSTHORN_DATA_DIR: z.string().default(".data"),
  POSTHORN_DEMO: flag,
  DATABASE_URL: z.string().min(1),
  POSTHORN_DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  // Above what a machine accepts: docs/decisions/0006-limits-in-memory.md says what for, and how to choose another.
  POSTHORN_PUBLISH_RATE: z.coerce.number().int().min(1).max(10_000_000).default(100_000),
  POSTHORN_ENCRYPTION_KEY: z.string().default(""),
  POSTHORN_EGRESS_ALLOW: list,
  POSTHORN_EGRESS_IPS: list,
  POSTHORN_DNS_SERVERS: list.refine(areAddresses, "they are addresses separated by commas, such as 1.1.1.1,9.9.9.9:53"),
  POSTHORN_SHARDS: z.coerce.number().int().min(1).max(256).default(8),
  POSTHORN_SLOW_SHARDS: z.coerce.number().int().min(1).max(64).default(2),
  POSTHORN_DISPATCH_SECONDS: z.coerce.number().min(1).max(600).default(20),
  POSTHORN_DISPATCH_LINGER_MS: z.coerce.number().int().min(0).max(60_000).default(2_000),
  POSTHORN_SMTP_URL: z
    .string()
    .default("")
    .refine((text) => text === "" || /^smtps?:\/\/[^\s]+$/.test(text), "it begins with smtp:// or smtps://"),
  POSTHORN_MAIL_FROM: z.string().default(""),
  ...PROVIDER_ENVIRONMENT,
  POSTHORN_TRUSTED_PROXIES: z.string().trim().default(""),
  POSTHORN_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  INNGEST_DEV: z.string().default(""),
  INNGEST_BASE_URL: z.string().default(""),
  INNGEST_EVENT_KEY: z.string().default(""),
  INNGEST_SIGNING_KEY: z.string().default(""),
  INNGEST_SERVE_ORIGIN: z.url().optional(),
});

/**
 * Reads and checks the configuration.
 *
 * @throws {ConfigError} naming the first setting that is missing or wrong
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new ConfigError(env[name] === undefined ? `${name} is not set.` : `${name} is not valid: ${issue?.message}.`);
  }
  const settings = parsed.data;
  const keys = parseInstanceKeys(settings.POSTHORN_ENCRYPTION_KEY);
  if (!settings.POSTHORN_DEMO) refuseMadeUpKeys(keys);
  checkInngestKeys(env);
  return {
    port: settings.PORT,
    host: settings.HOST ?? (settings.POSTHORN_DEMO ? "127.0.0.1" : "0.0.0.0"),
    url: settings.POSTHORN_URL ?? `http://localhost:${settings.PORT}`,
    dataDir: path.resolve(settings.POSTHORN_DATA_DIR),
    demo: settings.POSTHORN_DEMO,
    databaseUrl: settings.DATABASE_URL,
    databasePool: settings.POSTHORN_DATABASE_POOL,
    /** Events per second that one publish key, and all for one workspace, may publish. */
    publishRate: settings.POSTHORN_PUBLISH_RATE,
    /** The first wraps new data keys; the others only open old ones. */
    instanceKeys: keys,
    sessionSecret: derive(keys[0], "posthorn/session"),
    egress: {
      /** Networks that may be reached although they are special-purpose. */
      allowNetworks: parseNetworks("POSTHORN_EGRESS_ALLOW", settings.POSTHORN_EGRESS_ALLOW),
      /** The addresses we send from, published to receivers. */
      publicIps: settings.POSTHORN_EGRESS_IPS,
      allowLoopback: settings.POSTHORN_DEMO,
      /** The name servers that resolve webhooks' hosts; none means the system's. */
      dnsServers: settings.POSTHORN_DNS_SERVERS,
    },
    dispatch: {
      shards: settings.POSTHORN_SHARDS,
      slowShards: settings.POSTHORN_SLOW_SHARDS,
      maxRunMs: settings.POSTHORN_DISPATCH_SECONDS * 1000,
      lingerMs: settings.POSTHORN_DISPATCH_LINGER_MS,
    },
    /** Where mail goes out; null where none shall. */
    mail: mailSettings(settings),
    /** Who signs people in beside us. */
    providers: readProviders(settings),
    /** The networks of proxies whose word about a client's address is taken. */
    trustedProxies: readTrustedProxies(settings.POSTHORN_TRUSTED_PROXIES),
    logLevel: settings.POSTHORN_LOG_LEVEL,
    inngest: {
      /** Whether a real Inngest server executes the functions; otherwise the embedded engine does. */
      external: usesExternalInngest(env),
      /** Where that server reaches this app. */
      serveOrigin: settings.INNGEST_SERVE_ORIGIN ?? settings.POSTHORN_URL ?? `http://localhost:${settings.PORT}`,
    },
  } as const;
}

/** The rule behind `config().inngest.external`, for who may not need the rest of the configuration. */
export function usesExternalInngest(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env.INNGEST_BASE_URL || env.INNGEST_EVENT_KEY || env.INNGEST_SIGNING_KEY || usesInngestDevServer(env));
}

function usesInngestDevServer({ INNGEST_DEV: dev }: NodeJS.ProcessEnv): boolean {
  return Boolean(dev && dev !== "0" && dev !== "false");
}

/** Outside of development the SDK sends nothing without the one key, and lets nobody call without the other. */
function checkInngestKeys(env: NodeJS.ProcessEnv): void {
  if (!usesExternalInngest(env) || usesInngestDevServer(env)) return;
  for (const name of ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"]) {
    if (!env[name]) {
      throw new ConfigError(
        `${name} is not set: an Inngest server needs both keys (or INNGEST_DEV=1 for a dev server).`,
      );
    }
  }
}

export type Config = ReturnType<typeof readConfig>;

let current: Config | undefined;

/** The configuration of this process, read once. */
export function config(): Config {
  current ??= readConfig();
  return current;
}

function mailSettings({ POSTHORN_SMTP_URL: smtpUrl, POSTHORN_MAIL_FROM: from }: z.output<typeof Environment>) {
  if (smtpUrl === "") return null;
  if (from === "")
    throw new ConfigError("POSTHORN_MAIL_FROM is not set: mail needs a sender, such as posthorn@example.com.");
  return { smtpUrl, from };
}

/** `key` or `id:key`, comma-separated; each key is 32 bytes in base64 or hex. @throws {ConfigError} */
export function parseInstanceKeys(text: string): [InstanceKey, ...InstanceKey[]] {
  const keys = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [id, encoded] = part.includes(":") ? (part.split(":", 2) as [string, string]) : ["k1", part];
      const bytes = /^[0-9a-f]{64}$/i.test(encoded) ? Buffer.from(encoded, "hex") : Buffer.from(encoded, "base64");
      if (bytes.length !== 32) {
        throw new ConfigError(
          `POSTHORN_ENCRYPTION_KEY "${id}" is ${bytes.length} bytes long, but must be exactly 32 (make one with: openssl rand -base64 32).`,
        );
      }
      return { id, bytes };
    });
  const [first, ...rest] = keys;
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new ConfigError(
      "POSTHORN_ENCRYPTION_KEY names two keys alike: write them as k2:…,k1:… with the new one first.",
    );
  }
  if (!first) {
    throw new ConfigError(
      "POSTHORN_ENCRYPTION_KEY is not set: it encrypts signing secrets and must be kept (make one with: openssl rand -base64 32).",
    );
  }
  return [first, ...rest];
}

/** A key that anybody can guess is as good as none. */
function refuseMadeUpKeys(keys: InstanceKey[]): void {
  const guessable = keys.find(({ bytes }) => looksMadeUp(bytes));
  if (!guessable) return;
  throw new ConfigError(
    `POSTHORN_ENCRYPTION_KEY "${guessable.id}" can be guessed: use a random one (make one with: openssl rand -base64 32).`,
  );
}

function readTrustedProxies(text: string): Cidr[] {
  if (text === "none") return [];
  const given = text === "" ? DEFAULT_TRUSTED_PROXIES : text.split(",").map((item) => item.trim());
  return parseNetworks("POSTHORN_TRUSTED_PROXIES", given);
}

function parseNetworks(name: string, cidrs: readonly string[]): Cidr[] {
  try {
    return parseCidrs(cidrs);
  } catch {
    throw new ConfigError(`${name} must be CIDRs separated by commas, such as 10.0.0.0/8,192.168.1.0/24.`);
  }
}

function derive(key: InstanceKey, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", key.bytes, "", purpose, 32)).toString("base64");
}
