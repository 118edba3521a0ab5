import "server-only";
import { config } from "#lib/config";
import { formatNumber } from "#lib/text/plural";

/** A setting that comes from the environment, for people. Secrets are told of as set or not. */
export interface EnvironmentSetting {
  /** The variable that sets it, e.g. `POSTHORN_URL`. */
  variable: string;
  label: string;
  value: string;
  /** Whether the environment says so; otherwise it is what Posthorn takes by itself. */
  isSet: boolean;
}

/** What this process runs with. @param env where it was read from */
export function environmentSettings(env: NodeJS.ProcessEnv = process.env): EnvironmentSetting[] {
  const { url, demo, publishRate, databasePool, instanceKeys, egress, dispatch, mail, logLevel, inngest } = config();
  const rows: [variable: string, label: string, value: string][] = [
    ["POSTHORN_URL", "Public address", url],
    ["POSTHORN_DEMO", "Demo mode", demo ? "on: webhooks may reach loopback over plain http" : "off"],
    ["DATABASE_URL", "Database", databaseName(config().databaseUrl)],
    ["POSTHORN_DATABASE_POOL", "Connections per process", formatNumber(databasePool)],
    [
      "POSTHORN_ENCRYPTION_KEY",
      "Encryption keys",
      `${instanceKeys.map(({ id }) => id).join(", ")} (the first wraps new data keys)`,
    ],
    ["POSTHORN_PUBLISH_RATE", "Events per second", `${formatNumber(publishRate)} per publish key and per workspace`],
    ["POSTHORN_EGRESS_ALLOW", "Private networks allowed", env.POSTHORN_EGRESS_ALLOW || "none"],
    ["POSTHORN_DNS_SERVERS", "Name servers", egress.dnsServers.join(", ") || "the system’s"],
    ["POSTHORN_SHARDS", "Dispatchers", `${dispatch.shards}`],
    ["POSTHORN_SLOW_SHARDS", "Dispatchers for webhooks that hang", `${dispatch.slowShards}`],
    ["POSTHORN_DISPATCH_SECONDS", "A dispatch run lasts at most", `${dispatch.maxRunMs / 1000} s`],
    ["POSTHORN_SMTP_URL", "Mail server", mail ? mailHost(mail.smtpUrl) : "none: links are copied by hand"],
    ["POSTHORN_MAIL_FROM", "Sender of mails", mail?.from ?? "–"],
    ["POSTHORN_LOG_LEVEL", "Log level", logLevel],
    [
      "INNGEST_BASE_URL",
      "Engine",
      inngest.external ? `Inngest, which reaches us at ${inngest.serveOrigin}` : "embedded",
    ],
  ];
  return rows.map(([variable, label, value]) => ({
    variable,
    label,
    value,
    isSet: Boolean(env[variable]),
  }));
}

/** Host and name only: a URL of a database has its password in it. */
function databaseName(text: string): string {
  if (!URL.canParse(text)) return "set";
  const { hostname, port, pathname } = new URL(text);
  return `${hostname}${port && `:${port}`}${pathname}`;
}

function mailHost(text: string): string {
  if (!URL.canParse(text)) return "set";
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}`;
}
