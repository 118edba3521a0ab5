import { isDatabaseUnavailable } from "#lib/database/is-database-unavailable";

interface Identified {
  id: string;
}
interface Result {
  /** The row it is about. */
  input_id: string;
}

/** What one request wants written, all or nothing. */
interface Group<Row, Written> {
  rows: readonly Row[];
  resolve: (written: Written[]) => void;
  reject: (error: unknown) => void;
}

/** Statements under way before the next request waits for company. */
const CONCURRENT = 2;
/** One that takes longer waits for a lock, and holds up nobody else: the next may begin … */
const PATIENCE_MS = 20;
/** … up to so many, which leaves connections for others. */
const MAX_CONCURRENT = 6;
/** Rows of one statement. */
const MAX_ROWS = 500;

/**
 * Writes what concurrent requests ask for in common statements, as databases commit in groups. A request that comes
 * while little is going on is written at once, so nothing is slower than alone; the others go together with whatever
 * came while a statement was under way.
 *
 * A statement is atomic. If one of several groups makes it fail, each is written again by itself, so that none suffers
 * from its neighbours.
 */
export class WriteQueue<Row extends Identified, Written extends Result> {
  readonly #write: (rows: readonly Row[]) => Promise<Written[]>;
  readonly #conflicts: (row: Row) => string | null;
  #waiting: Group<Row, Written>[] = [];
  #quick = 0;
  #running = 0;

  /**
   * @param write one atomic statement
   * @param conflicts rows with the same text can't be in one statement; null conflicts with nothing
   */
  constructor(write: (rows: readonly Row[]) => Promise<Written[]>, conflicts: (row: Row) => string | null) {
    this.#write = write;
    this.#conflicts = conflicts;
  }

  /** @returns the results of these rows. Rejects with what `write` rejects with for them alone. */
  add(rows: readonly Row[]): Promise<Written[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, resolve, reject });
      this.#next();
    });
  }

  /** Whether nothing waits or is being written. */
  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  #next(): void {
    while (this.#waiting.length > 0 && this.#quick < CONCURRENT && this.#running < MAX_CONCURRENT) {
      void this.#run(this.#takeTogether());
    }
  }

  async #run(groups: Group<Row, Written>[]): Promise<void> {
    this.#quick++;
    this.#running++;
    let isQuick = true;
    const slowDown = () => {
      if (isQuick) this.#quick--;
      isQuick = false;
    };
    const timer = setTimeout(() => {
      slowDown();
      this.#next();
    }, PATIENCE_MS);
    await this.#writeTogether(groups);
    clearTimeout(timer);
    slowDown();
    this.#running--;
    this.#next();
  }

  /** What may go into one statement, in the order of arrival; the rest keeps waiting. */
  #takeTogether(): Group<Row, Written>[] {
    const taken: Group<Row, Written>[] = [];
    const later: Group<Row, Written>[] = [];
    const seen = new Set<string>();
    let size = 0;
    for (const group of this.#waiting) {
      const keys = group.rows.flatMap((row) => this.#conflicts(row) ?? []);
      const fits = taken.length === 0 || (size + group.rows.length <= MAX_ROWS && !keys.some((key) => seen.has(key)));
      // One that has to wait is not overtaken by a later one with the same key.
      for (const key of keys) seen.add(key);
      if (fits) size += group.rows.length;
      (fits ? taken : later).push(group);
    }
    this.#waiting = later;
    return taken;
  }

  async #writeTogether(groups: Group<Row, Written>[]): Promise<void> {
    try {
      const written = await this.#write(groups.flatMap(({ rows }) => rows));
      const byRow = new Map(written.map((result) => [result.input_id, result]));
      for (const { rows, resolve } of groups) resolve(rows.flatMap(({ id }) => byRow.get(id) ?? []));
    } catch (error) {
      if (groups.length === 1 || isDatabaseUnavailable(error)) {
        for (const { reject } of groups) reject(error);
        return;
      }
      for (const { rows, resolve, reject } of groups) await this.#write(rows).then(resolve, reject);
    }
  }
}
