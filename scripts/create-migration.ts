// `npm run migration -- <name>`: writes the migration from the committed prisma/schema.prisma to the present one. What
// Prisma's schema cannot say (partial indexes, functions) is added to it by hand.
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { diffSchemas } from "#lib/database/migrate";

const SCHEMA = "prisma/schema.prisma";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Name the migration in lower case with underscores: npm run migration -- add_payload_size");
  process.exit(1);
}
const committed = execFileSync("git", ["show", `HEAD:${SCHEMA}`], { encoding: "utf8" });
const sql = await diffSchemas(committed, await readFile(SCHEMA, "utf8"));
if (sql.split("\n").every((line) => line.trim() === "" || line.startsWith("--"))) {
  console.error(`${SCHEMA} asks for nothing that the committed one did not.`);
  process.exit(1);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const file = path.join("prisma/migrations", `${stamp}_${name}`, "migration.sql");
await mkdir(path.dirname(file), { recursive: true });
await writeFile(file, sql);
console.log(`Wrote ${file}. Read it, and add what Prisma's schema cannot say.`);
