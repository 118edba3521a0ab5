// Tells the Inngest server which functions there are. The web process does this at its start as well; this is for
// deployments that want it as a step of their own, which can fail.
import { existsSync } from "node:fs";
import { registerFunctions } from "#inngest/register-functions";
import { ConfigError, usesExternalInngest } from "#lib/config";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  if (!usesExternalInngest())
    throw new ConfigError("No Inngest server is configured: set INNGEST_BASE_URL and its keys.");
  console.log(`Inngest calls the functions at ${await registerFunctions()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
