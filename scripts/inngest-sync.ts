// Tells the Inngest server which functions there are. The web process does this at its start as well; this is for
// deployments that want it as a step of their own, which can fail.
import { existsSync } from "node:fs";
import { registerFunctions } from "#inngest/register-functions";
import { usesExternalInngest } from "#lib/config";
import { ConfigError } from "#lib/config-error";

if (existsSync(".env")) process.loadEnvFile(".env");
try {
  if (!usesExternalInngest())
    throw new ConfigError("No Inngest server is configured: set INNGEST_BASE_URL and its keys.");
  console.log(`Inngest calls the functions at ${await registerFunctions()}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
