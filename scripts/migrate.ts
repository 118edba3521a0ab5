// Brings the database up to date, for deployments that do not use `npm start`, and says how to make the first operator's
// account while there is none. Any number of them may run at once.

import { readConfig } from "#lib/config";
import { prepareDatabase, setupSentence } from "./supervisor/database.ts";

try {
  const config = readConfig();
  console.log(`Migrations: ${(await prepareDatabase(config.databaseUrl, config)) || "none to apply"}`);
  const setup = await setupSentence(config.databaseUrl, config);
  if (setup) console.log(setup);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
