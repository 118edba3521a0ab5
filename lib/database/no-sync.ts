import "server-only";
import { Prisma } from "#prisma/client";

/**
 * A condition that is true, and makes the statement it stands in commit without waiting for the disk. For what may be
 * forgotten when PostgreSQL itself crashes: leases (the request is then repeated, as after any crash) and wakes (the
 * sweep makes up for them). Never for events or outcomes.
 */
export const NO_SYNC = Prisma.sql`set_config('synchronous_commit', 'off', true) = 'off'`;
