import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Failure } from "./failure.ts";

const OWNERS = /scripts\/(?:supervisor|seed-large)\.ts/;

/**
 * Makes this process the only Posthorn on a data directory. A lock whose process is gone is taken over.
 *
 * @returns gives the directory free again
 * @throws {Failure} when another Posthorn runs on it
 */
export async function lockDataDir(dataDir: string, url: string): Promise<() => Promise<void>> {
  const file = path.join(dataDir, "posthorn.lock");
  const ours = JSON.stringify({ pid: process.pid, url });
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(file, ours, { flag: "wx", mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 1) throw error;
    }
    const owner = await readOwner(file);
    if (owner && isOurs(owner.pid)) {
      throw new Failure(
        `Posthorn already runs on ${dataDir} at ${owner.url} (process ${owner.pid}): stop it, or choose another directory with POSTHORN_DATA_DIR.`,
      );
    }
    await rm(file, { force: true });
  }
}

async function readOwner(file: string): Promise<{ pid: number; url: string } | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** After a crash or in a container the number may belong to any program, or to us. `npm run seed:large` locks as well. */
function isOurs(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return OWNERS.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    return false;
  }
}
