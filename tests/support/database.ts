import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";

/**
 * Gives this test file a migrated database of its own and points `config()` and `db()` at it. Call it in `beforeAll`, or
 * at the top of the file, before anything reads the configuration. It is dropped after the file's last test.
 *
 * @returns its connection string
 */
export async function createTestDatabase(): Promise<string> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = name;
  process.env.DATABASE_URL = url.href;
  afterAll(async () => {
    const { posthornDatabase } = globalThis as { posthornDatabase?: { $disconnect(): Promise<void> } };
    await posthornDatabase?.$disconnect();
    await administer(template, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return url.href;
}

async function administer(template: URL, statement: string): Promise<void> {
  const url = new URL(template);
  url.pathname = "postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
