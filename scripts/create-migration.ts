// `npm run migration -- <name>`: writes the migration from the committed prisma/schema.prisma to the present one. What
// Prisma's schema cannot say (partial indexes, functions) is added to it by hand.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { diffSchemas } from "#lib/database/migrate";

const SCHEMA = "prisma/schema.prisma";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Name the migration in lower case with underscores: npm run migration -- add_payload_size");
  process.exit(1);
}
const committed = execFileSync("git", ["show", `HEAD:${SCHEMA}`], { encoding: "utf8" });
const dataDir = await mkdtemp(path.join(tmpdir(), "posthorn-migration-"));
const database = await startEmbeddedDatabase({ dataDir, port: await findFreePort(), durable: false });
const sql = await diffSchemas(database.url, committed, await readFile(SCHEMA, "utf8"));
await database.stop();
await rm(dataDir, { recursive: true, force: true });
if (sql.split("\n").every((line) => line.trim() === "" || line.startsWith("--"))) {
  console.error(`${SCHEMA} asks for nothing that the committed one did not.`);
  process.exit(1);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const file = path.join("prisma/migrations", `${stamp}_${name}`, "migration.sql");
await mkdir(path.dirname(file), { recursive: true });
await writeFile(file, sql);
console.log(`Wrote ${file}. Read it, and add what Prisma's schema cannot say.`);
