import "server-only";
import { pino } from "pino";
import { config } from "#lib/config";

/** Names whose values never reach a log line, at the top or one level down. */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "password",
  "passwordHash",
  "secret",
  "secrets",
  "token",
  "apiKey",
  "publishKey",
  "signingKey",
  "eventKey",
  "encryptionKey",
  "databaseUrl",
  "connectionString",
];

const holder = globalThis as { posthornLog?: pino.Logger };

/** The log of this process: one JSON object per line on standard output, secrets and `Authorization` redacted. */
export function log(): pino.Logger {
  holder.posthornLog ??= pino({
    level: config().logLevel,
    base: { pid: process.pid },
    redact: {
      paths: [...SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`])],
      censor: "[redacted]",
    },
  });
  return holder.posthornLog;
}
