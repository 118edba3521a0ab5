// Plain JavaScript without dependencies: this is what runs before there is anything to run on.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createProgress } from "./progress.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const OLDEST_NODE = [20, 19];
/** The pinned Node, from the npm package `node`. */
const NODE = path.join(ROOT, "node_modules/node/bin/node");

/** Installs what is missing, then runs a TypeScript program on the pinned Node and takes over its exit code. */
export async function launch(script, args) {
  process.chdir(ROOT);
  try {
    checkNode();
    if (!isInstalled()) await createProgress().step("dependencies", install);
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exit(1);
  }
  // It stops by itself when we are gone: it sees the channel close.
  const child = spawn(NODE, ["--conditions=react-server", "--disable-warning=ExperimentalWarning", script, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // Where whoever started us left us a channel, as our tests do, its end is theirs.
  process.once("disconnect", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(
    `Posthorn needs Node.js ${OLDEST_NODE.join(".")} or newer to start, and this is ${process.versions.node}.`,
  );
}

/** Whether node_modules holds what package-lock.json asks for, by whatever command it was installed. */
function isInstalled() {
  const installed = readLock("node_modules/.package-lock.json");
  if (!installed || !existsSync(NODE)) return false;
  return Object.entries(readLock("package-lock.json") ?? {}).every(([name, wanted]) => {
    const found = installed[name];
    return found ? found.version === wanted.version : name === "" || wanted.optional || wanted.devOptional;
  });
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

async function install() {
  // Not `npm ci`: it refuses a lock without the optional packages of other platforms, which not every registry carries.
  const args = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  // Prisma's install script would fetch an engine we do not use; naming any file as the engine stops it.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, "package.json") };
  const child = spawn(command, [...prefix, ...args], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve) => child.on("error", resolve).on("close", resolve));
  if (code === 0 && existsSync(NODE)) return;
  const details = output.trim().split("\n").slice(-15).join("\n");
  const reason = code === 0 ? `the npm package "node" did not install ${NODE}` : `npm failed (${code})`;
  throw new Error(
    `${details}\n\nThe dependencies can't be installed: ${reason}. Check that the npm registry is reachable.`,
  );
}
