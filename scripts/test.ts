// `npm test`: every check there is. A part of them: `npm test -- types lint`, `npm test -- unit`, or some files:
// `npm test -- tests/unit/ids.test.ts`.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildApp, generateClient } from "./supervisor/build.ts";

interface Counts {
  passed: number;
  failed: number;
  /** What failed, and what only passed when it was tried again: told once more at the very end. */
  notes?: string[];
}

/** What we read of vitest's JSON report. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

const NEXT = "node_modules/next/dist/bin/next";
const SOURCES = ["app", "components", "inngest", "lib", "prisma", "scripts", "tests", "vitest.config.ts"];
const COLORS = process.stdout.isTTY ? "force" : "off";
const never = new AbortController().signal;
/** What is running now, so that it ends with us. */
let current: ChildProcess | undefined;

/** In this order. Each counts as one, or as the tests it ran. */
const STAGES: Record<string, (files: string[]) => Promise<Counts>> = {
  client: () => attempt(() => generateClient(never)),
  types: async () => {
    // Writes next-env.d.ts and the types of the routes, which a fresh clone has not.
    const typegen = await check(NEXT, ["typegen"]);
    return typegen.failed ? typegen : check("node_modules/typescript/bin/tsc", ["--noEmit"]);
  },
  lint: () => check("node_modules/@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", `--colors=${COLORS}`]),
  imports: async () => {
    const rules = await cruise(".dependency-cruiser.cjs");
    return rules.failed ? rules : cruise(".dependency-cruiser.runtime.cjs");
  },
  unused: () => check("node_modules/knip/bin/knip.js", ["--no-progress", "--no-config-hints"]),
  unit: (files) => vitest("unit", files),
  build: () => attempt(() => buildApp({ ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, never)),
  integration: (files) => vitest("integration", files),
  browser: (files) => vitest("browser", files),
  inngest: (files) => vitest("inngest", files),
};
/** Needs an Inngest server (`npm run test:inngest`), so it is no part of `npm test`. */
const ON_REQUEST = ["inngest"];

function cruise(config: string): Promise<Counts> {
  const program = "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs";
  return check(program, ["--config", config, ...SOURCES.filter(existsSync)]);
}

/** Runs one of our tools, showing what it printed when it fails. */
async function check(program: string, args: string[]): Promise<Counts> {
  const child = run(program, args, "pipe");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  if ((await exitCode(child)) === 0) return { passed: 1, failed: 0 };
  console.log(output.trim());
  return { passed: 0, failed: 1 };
}

function run(program: string, args: string[], output: "pipe" | "inherit"): ChildProcess {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  current = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", output, output] });
  return current;
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
}

async function attempt(work: () => Promise<unknown>): Promise<Counts> {
  try {
    await work();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

async function vitest(project: string, files: string[]): Promise<Counts> {
  const directory = await mkdtemp(path.join(tmpdir(), "posthorn-report-"));
  const report = path.join(directory, "report.json");
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await exitCode(run("node_modules/vitest/vitest.mjs", [...args, ...files], "inherit"));
  const results: Report = await readFile(report, "utf8")
    .then(JSON.parse)
    .catch(() => ({ numPassedTests: 0, numFailedTests: 0, testResults: [] }));
  await rm(directory, { recursive: true });
  const { numPassedTests: passed, numFailedTests: failed } = results;
  // A file that can't be loaded, an error outside of any test, a setup that failed.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, notes: notesOf(results) };
}

function notesOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative("", name);
    const tests = assertionResults.flatMap(({ fullName, status, failureMessages: [reason] }) =>
      reason
        ? [`${status === "passed" ? "↻ passed when tried again:" : "✗"} ${file} > ${fullName}\n  ${ours(reason)}`]
        : [],
    );
    return message ? [`✗ ${file}\n  ${message}`, ...tests] : tests;
  });
}

/** A failure without the lines of its stack that are not about our own code. */
function ours(failure: string): string {
  const lines = failure.split("\n").filter((line) => !line.includes("node_modules"));
  return lines.slice(0, 20).join("\n");
}

/** Which stages the arguments ask for, and which test files in them. */
function select(args: string[]): { stages: string[]; files: string[] } {
  const files = args.filter((arg) => !(arg in STAGES));
  const named = args.filter((arg) => arg in STAGES);
  if (args.length === 0) return { stages: Object.keys(STAGES).filter((name) => !ON_REQUEST.includes(name)), files };
  const ofFiles = files.flatMap((file) => {
    if (file.includes("browser")) return ["build", "browser"];
    return /integration|conformance/.test(file) ? ["build", "integration"] : ["unit"];
  });
  const stages = new Set(["client", ...named, ...(named.length === 0 ? ofFiles : [])]);
  return { stages: Object.keys(STAGES).filter((stage) => stages.has(stage)), files };
}

for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) {
  process.once(event, () => {
    current?.once("close", () => process.exit(130));
    current?.kill("SIGTERM");
  });
}
const { stages, files } = select(process.argv.slice(2));
const total = { passed: 0, failed: 0, notes: [] as string[] };
for (const name of stages) {
  console.log(`▸ ${name}`);
  const start = performance.now();
  const counts = (await STAGES[name]?.(files)) ?? { passed: 0, failed: 1 };
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${counts.failed > 0 ? "✗" : "✓"} ${name.padEnd(14)}${seconds.padStart(6)} s\n`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.notes.push(...(counts.notes ?? []));
}
for (const note of total.notes) console.log(`${note}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
