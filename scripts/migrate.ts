// Brings the database up to date, for deployments that do not use `npm start`. Any number of them may run at once.

import { readConfig } from "#lib/config";
import { prepareDatabase } from "./supervisor/database.ts";

try {
  const config = readConfig();
  console.log(`Migrations: ${(await prepareDatabase(config.databaseUrl, config)) || "none to apply"}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
