import pg from "pg";
import type { Prisma } from "#prisma/client";

/** The role that statements of one workspace run as. It owns nothing and can't sign in. */
export const SCOPED_ROLE = "posthorn_scoped";
/** The setting that says which workspace's. */
export const SCOPE_SETTING = "posthorn.workspace";

const CURRENT = `NULLIF(current_setting('${SCOPE_SETTING}', true), '')::uuid`;

interface Shared {
  table: string;
  shared: string;
}
interface Owned {
  table: string;
  /** When a row is the workspace's. */
  owned: string;
}

const own = (table: string): Owned => ({ table, owned: `workspace_id = ${CURRENT}` });
const ownBy = (table: string, parent: string): Owned => ({
  table,
  owned: `EXISTS (SELECT 1 FROM ${parent} parent WHERE parent.id = ${parent}_id AND parent.workspace_id = ${CURRENT})`,
});
/** @param shared why its rows are no workspace's */
const shared = (table: string, shared: string): Shared => ({ table, shared });

/** Of every table, whether its rows are a workspace's. A new model does not compile until it says so here. */
export const WALL: Record<Prisma.ModelName, Owned | Shared> = {
  ApiKey: own("api_key"),
  Attempt: own("attempt"),
  AuditEntry: own("audit_entry"),
  DeletedWorkspace: shared("deleted_workspace", "ids for the purge"),
  Delivery: own("delivery"),
  DispatchProcess: shared("dispatch_process", "dispatchers serve all workspaces"),
  Event: own("event"),
  EventHour: own("event_hour"),
  EventKey: own("event_key"),
  EventType: shared("event_type", "a product's catalogue"),
  IdempotencyKey: own("idempotency_key"),
  Inbox: own("inbox"),
  InboxRequest: ownBy("inbox_request", "inbox"),
  InstanceSetting: shared("instance_setting", "of the instance"),
  Integration: own("integration"),
  Invitation: own("invitation"),
  LinkedAccount: shared("linked_account", "a person's"),
  Member: own("member"),
  Notification: own("notification"),
  Product: shared("product", "has many workspaces"),
  Profile: shared("profile", "a product's"),
  Replay: own("replay"),
  ReplayLane: ownBy("replay_lane", "replay"),
  Session: shared("session", "a person's"),
  SetupToken: shared("setup_token", "of the instance"),
  Shard: shared("shard", "dispatchers serve all workspaces"),
  SignInLink: shared("sign_in_link", "a person's"),
  SigningSecret: ownBy("signing_secret", "webhook"),
  Tenant: own("tenant"),
  User: shared("user", "people belong to several workspaces"),
  Webhook: own("webhook"),
  WebhookHealth: ownBy("webhook_health", "webhook"),
  WebhookHour: own("webhook_hour"),
  Workspace: { table: "workspace", owned: `id = ${CURRENT}` },
};

const POLICY = "posthorn_scope";

/**
 * Makes the role, what it may do, and the policies that keep it to one workspace's rows, as far as they are missing. The
 * owner of the tables and superusers are above policies; any other role gets all rows, as before. Membership is without
 * inheritance, since policies also apply to who inherits the role they are for.
 *
 * @param connectionString of the role that owns the tables
 * @returns null, or in one sentence why this database has no second wall
 */
export async function raiseWall(connectionString: string): Promise<string | null> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await raise(client);
  } finally {
    await client.end();
  }
}

async function raise(client: pg.Client): Promise<string | null> {
  const grant = `GRANT ${SCOPED_ROLE} TO CURRENT_USER${await withoutInheriting(client)}`;
  // Databases of one server share its roles: another may have made it before, or just now.
  for (const [statement, done] of [
    [`CREATE ROLE ${SCOPED_ROLE} NOLOGIN`, "EXISTS (SELECT FROM pg_roles WHERE rolname = $1)"],
    [grant, "pg_has_role(current_user, $1, 'MEMBER')"],
  ] as const) {
    if (await holds(client, done)) continue;
    const error = await client.query(statement).then(
      () => null,
      (failure: Error) => failure,
    );
    if (error && !(await holds(client, done)))
      return remedy(await userOf(client), await withoutInheriting(client), error);
  }
  await client.query(GRANTS);
  const { rows } = await client.query<{ table: string; owned: string | null }>(
    `SELECT c.relname AS table, obj_description(p.oid, 'pg_policy') AS owned
       FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
      WHERE p.polname = $1 AND c.relrowsecurity AND c.relnamespace = current_schema()::regnamespace`,
    [POLICY],
  );
  const present = new Map(rows.map(({ table, owned }) => [table, owned]));
  const missing = Object.values(WALL).filter((one) => "owned" in one && present.get(one.table) !== one.owned);
  for (const one of missing) if ("owned" in one) await client.query(policyOf(one));
  return null;
}

async function holds(client: pg.Client, condition: string): Promise<boolean> {
  const { rows } = await client.query<{ holds: boolean }>(`SELECT ${condition} AS holds`, [SCOPED_ROLE]);
  return rows[0]?.holds === true;
}

function remedy(user: string, option: string, { message }: Error): string {
  return `its role can't be made (${message}). Let a superuser run "CREATE ROLE ${SCOPED_ROLE} NOLOGIN; GRANT ${SCOPED_ROLE} TO ${user}${option}" and start again.`;
}

/** PostgreSQL 14 and 15 have no such option; the owner of the tables, who migrates, needs it least. */
async function withoutInheriting(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  return (rows[0]?.version ?? 0) >= 160_000 ? " WITH INHERIT FALSE" : "";
}

async function userOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("SELECT quote_ident(current_user) AS name");
  return rows[0]?.name ?? "";
}

const TABLES = Object.values(WALL).map(({ table }) => `"${table}"`);
/** The audit log is only ever added to, and what the instance is set to is not a request's to change. */
const FIXED = ['"audit_entry"', '"instance_setting"'];
const GRANTS = `
  GRANT USAGE ON SCHEMA public TO ${SCOPED_ROLE};
  GRANT SELECT, INSERT ON ${TABLES.join(", ")} TO ${SCOPED_ROLE};
  GRANT UPDATE, DELETE ON ${TABLES.filter((table) => !FIXED.includes(table)).join(", ")} TO ${SCOPED_ROLE};`;

/** As one script, and so in one transaction: there is no moment without the policy. */
function policyOf({ table, owned }: Owned): string {
  return `
    DROP POLICY IF EXISTS posthorn_everybody ON "${table}";
    DROP POLICY IF EXISTS ${POLICY} ON "${table}";
    CREATE POLICY posthorn_everybody ON "${table}" USING (true) WITH CHECK (true);
    CREATE POLICY ${POLICY} ON "${table}" AS RESTRICTIVE TO ${SCOPED_ROLE} USING (${owned}) WITH CHECK (${owned});
    COMMENT ON POLICY ${POLICY} ON "${table}" IS '${owned.replaceAll("'", "''")}';
    ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;`;
}
