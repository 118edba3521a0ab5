// `npm run seed:large`: a workspace "large" with 1,250,000 deliveries and about 2,000,000 attempts over 30 days, in the
// database that `npm start` uses (not while it runs, when that is the embedded one). The demo's owner belongs to it.
import { db } from "#lib/database/client";
import { findFreePort, startEmbeddedDatabase } from "#lib/database/embedded";
import { seedDemo } from "#prisma/seed";
import { fillLarge, LARGE_SLUG } from "#scripts/large/fill";
import { prepareDatabase } from "./supervisor/database.ts";
import { lockDataDir } from "./supervisor/lock.ts";
import { readSettings } from "./supervisor/settings.ts";

async function run(): Promise<void> {
  const settings = await readSettings("start");
  const { config, env } = settings;
  const unlock = settings.embedded ? await lockDataDir(config.dataDir, config.url) : null;
  const database = settings.embedded
    ? await startEmbeddedDatabase({ dataDir: config.dataDir, port: await findFreePort() })
    : null;
  Object.assign(process.env, env, database && { DATABASE_URL: database.url });
  try {
    await prepareDatabase(process.env.DATABASE_URL ?? "", config);
    if (config.demo) await seedDemo();
    const isThere = await db().workspace.findUnique({ where: { slug: LARGE_SLUG }, select: { id: true } });
    if (isThere) console.log(`The workspace "${LARGE_SLUG}" is there already.`);
    else await fillLarge(console.log);
  } finally {
    await db().$disconnect();
    await database?.stop();
    await unlock?.();
  }
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
