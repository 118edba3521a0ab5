import "server-only";
import { Inngest } from "inngest";
import { embeddedFetch } from "#inngest/embedded/embedded-fetch";
import { enginePool } from "#inngest/embedded/pool";
import { usesExternalInngest } from "#lib/config";
import { log } from "#lib/log";
import { VERSION } from "#lib/version";

/** Opened late: importing the client must need neither a configuration nor a database. */
const logger = {
  debug: (...args: unknown[]) => log().debug(args[0] as object, args[1] as string),
  info: (...args: unknown[]) => log().info(args[0] as object, args[1] as string),
  warn: (...args: unknown[]) => log().warn(args[0] as object, args[1] as string),
  error: (...args: unknown[]) => log().error(args[0] as object, args[1] as string),
};

/**
 * The Inngest client of the app. With a real Inngest configured the SDK reads `INNGEST_DEV`, `INNGEST_BASE_URL`,
 * `INNGEST_EVENT_KEY` and `INNGEST_SIGNING_KEY` itself. Otherwise `send()` writes to Postgres for the embedded engine.
 */
export const inngest = new Inngest({
  id: "posthorn",
  appVersion: VERSION,
  aiMetadata: false,
  // It would save requests between the steps of a run, of which ours have one or two, and its reports are one more
  // thing that can hang or come twice.
  checkpointing: false,
  logger,
  // Development mode asks for no keys, and nothing leaves the process: every request goes through the given fetch.
  ...(usesExternalInngest() ? {} : { isDev: true, fetch: embeddedFetch(enginePool) }),
});
