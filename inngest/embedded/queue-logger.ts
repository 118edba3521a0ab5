import { Logger } from "graphile-worker";
import { log } from "#lib/log";

/** It holds no connection while a job runs, so it needs fewer than it has jobs, which it does not know. */
const SMALL_POOL = /^WARNING: having maxPoolSize/;

const FETCH_FAILED = /^Error occurred fetching jobs/;

/**
 * graphile-worker's log lines. Its "info" is one line per job, which is debug to us.
 *
 * @param onFetchFailed is told when jobs could not be fetched, for which graphile-worker has no event
 */
export function createQueueLogger(onFetchFailed: () => void = () => {}): Logger {
  return new Logger((scope) => (level, message, meta) => {
    if (SMALL_POOL.test(message)) return;
    if (FETCH_FAILED.test(message)) onFetchFailed();
    const fields = { queue: scope, ...(meta?.error ? { err: meta.error } : {}) };
    if (level === "error") log().error(fields, message);
    else if (level === "warning") log().warn(fields, message);
    else log().debug(fields, message);
  });
}
