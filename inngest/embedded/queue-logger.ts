import { Logger } from "graphile-worker";
import { log } from "#lib/log";

/** graphile-worker's log lines. Its "info" is one line per job, which is debug to us. */
export const queueLogger = new Logger((scope) => (level, message, meta) => {
  const fields = { queue: scope, ...(meta?.error ? { err: meta.error } : {}) };
  if (level === "error") log().error(fields, message);
  else if (level === "warning") log().warn(fields, message);
  else log().debug(fields, message);
});
