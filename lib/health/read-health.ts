import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { measureClockSkew } from "#lib/health/clock-skew";
import { type HealthCheck, type InstanceHealth, rankChecks } from "#lib/health/health-view";
import {
  judgeAttempts,
  judgeClock,
  judgeDatabase,
  judgeDisk,
  judgeDispatch,
  judgeMail,
  judgePurge,
  judgeSecrets,
} from "#lib/health/judge-health";
import { readBacklog } from "#lib/health/read-backlog";
import { readDatabase, readDisk, readMail } from "#lib/health/read-host";
import { countUnpurged, readAttempts, readFailing, readPurges } from "#lib/health/read-trouble";
import { VERSION } from "#lib/version";

/** Many open pages shall not ask the database more than one does. */
const CACHE_MS = 2_000;
/** The purge runs every few minutes; past this it is not just late. */
const UNPURGED_HOURS = 6;

let latest: { health: Promise<InstanceHealth>; until: number } | undefined;

/**
 * How this instance is doing, at most two seconds old: what works, what does not and what to do about it, where the backlog
 * is and which webhooks only fail.
 *
 * @param engine what is known of whatever executes the functions, which this module can't see
 */
export async function readHealth(ctx: OperatorContext, engine: () => Promise<HealthCheck>): Promise<InstanceHealth> {
  requireOperatorPermission(ctx, "instance:read");
  if (!latest || latest.until < Date.now()) {
    latest = { health: read(engine), until: Date.now() + CACHE_MS };
    // The next reader asks anew.
    latest.health.catch(() => {
      latest = undefined;
    });
  }
  return latest.health;
}

async function read(engine: () => Promise<HealthCheck>): Promise<InstanceHealth> {
  const [database, skew, { backlog, shards }, trouble, attempts, purges, unpurged, disk, mail, engineCheck] =
    await Promise.all([
      readDatabase(),
      measureClockSkew(),
      readBacklog(),
      readFailing(),
      readAttempts(),
      readPurges(),
      countUnpurged(UNPURGED_HOURS),
      readDisk(),
      readMail(),
      engine(),
    ]);
  return {
    ...rankChecks([
      judgeDatabase(database),
      engineCheck,
      judgeDispatch(shards),
      judgeAttempts(attempts),
      judgeSecrets(trouble.unsigned),
      judgeDisk(disk, database.bytes),
      judgePurge(purges, unpurged, Date.now()),
      judgeClock(skew),
      judgeMail(mail),
    ]),
    checkedAt: new Date().toISOString(),
    shards,
    backlog,
    failing: trouble.failing,
    purges,
    versions: { posthorn: VERSION, node: process.version.slice(1), postgres: database.version },
  };
}
