import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** What `server-only` asks for. Vitest hands these to Node as well, so none may be listed that changes a `require`. */
const CONDITIONS = ["react-server", "node"];

/**
 * One stall of a shared machine must not throw away a run of half an hour. What only passes when tried again is named, with
 * its first failure, at the end of `npm test`: it is a defect to be found, in the test or in the product.
 */
const RETRIES = 1;

/** How many files run in browsers at once, each with an app of its own. */
const BROWSERS = 2;

function project(
  name: string,
  test: NonNullable<TestProjectInlineConfiguration["test"]>,
): TestProjectInlineConfiguration {
  return {
    extends: true,
    resolve: { conditions: CONDITIONS },
    ssr: { resolve: { conditions: CONDITIONS } },
    test: { name, pool: "forks", execArgv: ["--conditions=react-server"], ...test },
  };
}

export default defineConfig({
  test: {
    // Unit tests and browsers wait more than they compute, so two share even a single core.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // What a test waits for may take this long on a machine that stalls; nobody waits for it where it has come.
    expect: { poll: { timeout: 20_000 } },
    env: {
      POSTHORN_ENCRYPTION_KEY: "sbCW92yRQQsfhu5wSiTvGFFs4wnwhx7DjHFt4I7+964=",
      POSTHORN_DEMO: "1",
      POSTHORN_LOG_LEVEL: "silent",
    },
    projects: [
      project("unit", { include: ["tests/unit/**/*.test.ts", "{lib,inngest}/**/*.test.ts"], testTimeout: 20_000 }),
      project("integration", {
        include: ["tests/integration/**/*.test.ts", "tests/conformance/inngest/conformance.test.ts"],
        provide: { inngest: "embedded" },
        globalSetup: "tests/support/global-database.ts",
        // One after the other: many of these tests are about what happens at the same time, and on two cores a second
        // file beside them won a third of the time, and made two of them see another order than they had arranged.
        fileParallelism: false,
        maxConcurrency: 50,
        retry: RETRIES,
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
      // Only for `npm run test:inngest`.
      project("inngest", {
        include: ["tests/conformance/inngest/**/*.test.ts"],
        provide: { inngest: "server" },
        testTimeout: 120_000,
        maxConcurrency: 50,
      }),
      project("browser", {
        include: ["tests/browser/**/*.test.ts"],
        globalSetup: "tests/support/global-app.ts",
        maxWorkers: BROWSERS,
        provide: { browsers: BROWSERS },
        retry: RETRIES,
        testTimeout: 120_000,
        hookTimeout: 120_000,
      }),
    ],
  },
});
