import type { ClientBase } from "pg";
import { createOneTimeToken } from "#lib/tokens/one-time-token";

/** How long a set-up link works. */
export const SETUP_HOURS = 24;

/**
 * A new token for the link that makes the first operator's account, or null when there is an operator. Each start makes
 * its own and touches no other's, so replicas that start together all print a link that works; what ends them all is the
 * account itself, or a day. By plain SQL, since it runs where Prisma's client may not be made yet.
 */
export async function createSetupToken(client: Pick<ClientBase, "query">): Promise<string | null> {
  const { token, hash } = createOneTimeToken();
  await client.query("DELETE FROM setup_token WHERE expires_at < now()");
  const { rowCount } = await client.query(
    `INSERT INTO setup_token (token_hash, expires_at)
     SELECT $1::bytea, now() + make_interval(hours => $2::int)
     WHERE NOT EXISTS (SELECT FROM "user" WHERE is_operator)`,
    [hash, SETUP_HOURS],
  );
  return rowCount === 1 ? token : null;
}
