import { execFile } from "node:child_process";
import { chown, mkdir, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { db } from "#lib/database/client";
import { databaseAccount } from "#lib/database/embedded-binaries";
import { judge, settled } from "#scripts/chaos/check";
import { received } from "#scripts/chaos/customer";
import type { Instance } from "#scripts/chaos/instance";
import { resultOf, underLoad } from "#scripts/chaos/process-faults";
import type { ChaosContext, ChaosResult, Scenario } from "#scripts/chaos/scenario";
import { until } from "#scripts/chaos/until";

const run = promisify(execFile);
const LASTS_MS = 10_000;
/** What was claimed before has been sent by then, and nothing can be claimed. */
const STILL_AFTER_MS = 6_000;
const DISK_MB = 48;

/** Load on a database that can't write for a while; it must come back by itself, without a storm in between. */
async function withoutWriting(
  context: ChaosContext,
  fault: { begin: () => Promise<void>; end: () => Promise<void> },
): Promise<ChaosResult> {
  const { instance, scale } = context;
  const { customer, stop, delivers } = await underLoad(context);
  const crashesBefore = instance.crashes;
  const before = received(customer);
  const logged = await instance.databaseErrors();
  await fault.begin();
  let after: number;
  let inFlight: number;
  try {
    await until("publishing is answered 503", () => customer.publisher.refused("503") > 0);
    await sleep(STILL_AFTER_MS);
    inFlight = received(customer) - before;
    await sleep(LASTS_MS * scale);
    after = received(customer) - before - inFlight;
  } finally {
    await fault.end();
  }
  const errors = (await instance.databaseErrors()) - logged;
  const recoveredAt = Date.now();
  await delivers();
  await stop();
  await settled(customer);
  const problems = await judge(customer, { inFlight: inFlight + after, recoveredAt, mayExceedLog: true });
  if (instance.crashes > crashesBefore) problems.push(`${instance.crashes - crashesBefore} processes ended`);
  if (after > 0) problems.push(`${after} requests although no lease could be written`);
  const refused = customer.publisher.refused("503");
  // Each publish is refused once, and our processes' own attempts come on top of that.
  const own = Math.max(0, errors - refused);
  const perSecond = own / ((STILL_AFTER_MS + LASTS_MS * scale) / 1000);
  if (perSecond > STORM_PER_SECOND) problems.push(`a storm of ${Math.round(perSecond)} failing statements a second`);
  const note = `${refused} publishes answered 503; ${perSecond.toFixed(1)} other statements failed a second`;
  return resultOf(customer, inFlight, note, problems);
}

const STORM_PER_SECOND = 100;

export const readOnly: Scenario = {
  name: "5: PostgreSQL only reads for a while",
  run: (context) =>
    withoutWriting(context, {
      begin: () => setReadOnly("ALTER SYSTEM SET default_transaction_read_only = on"),
      end: () => setReadOnly("ALTER SYSTEM RESET default_transaction_read_only"),
    }),
};

async function setReadOnly(statement: string): Promise<void> {
  await db().$executeRawUnsafe(statement);
  await db().$executeRaw`SELECT pg_reload_conf()`;
}

export const diskFull: Scenario = {
  name: "5: the disk of the log tables is full for a while",
  async run(context) {
    const disk = await SmallDisk.mount(context.instance);
    if (!disk) return { ...NOTHING, note: "left out: no file system can be mounted here" };
    try {
      return await withoutWriting(context, { begin: () => disk.fill(), end: () => disk.free() });
    } finally {
      await disk.unmount();
    }
  },
};

const NOTHING: ChaosResult = { accepted: 0, delivered: 0, duplicates: 0, inFlight: null, note: "", problems: [] };
const TABLES = ["event", "event_key", "delivery", "attempt"];

/** A file system of a few megabytes in memory, which holds the tables that grow. Only root can mount one. */
class SmallDisk {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async mount(instance: Instance): Promise<SmallDisk | null> {
    const account = databaseAccount();
    const directory = path.join(instance.dataDir, "small-disk");
    await mkdir(directory);
    try {
      await run("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=0777`, "posthorn-chaos", directory]);
    } catch {
      return null;
    }
    // PostgreSQL's account must get there, and own the place.
    await run("chmod", ["0711", instance.dataDir]);
    const space = path.join(directory, "space");
    await mkdir(space, { mode: 0o700 });
    if (account) await chown(space, account.uid, account.gid);
    const disk = new SmallDisk(directory);
    await db().$executeRawUnsafe(`CREATE TABLESPACE small LOCATION '${space}'`);
    await disk.#move("small");
    return disk;
  }

  /** Leaves not a block free. */
  async fill(): Promise<void> {
    const { bavail, bsize } = await statfs(this.#directory);
    await writeFile(this.#filler, Buffer.alloc(bavail * bsize)).catch(() => {});
  }

  free(): Promise<void> {
    return rm(this.#filler, { force: true });
  }

  async unmount(): Promise<void> {
    await this.#move("pg_default");
    await db().$executeRawUnsafe("DROP TABLESPACE small");
    await run("umount", [this.#directory]);
  }

  get #filler(): string {
    return path.join(this.#directory, "filler");
  }

  async #move(space: string): Promise<void> {
    for (const table of TABLES) await db().$executeRawUnsafe(`ALTER TABLE ${table} SET TABLESPACE ${space}`);
  }
}
