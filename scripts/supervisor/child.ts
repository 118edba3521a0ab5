import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.ts";

export interface ChildOptions {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Resolves when the child does its work; rejects or never settles otherwise. */
  ready: (child: ChildProcess, signal: AbortSignal) => Promise<void>;
  /** One line about a restart. */
  report: (line: string) => void;
}

const FIRST_BACKOFF_MS = 500;
const READY_TIMEOUT_MS = 90_000;
const MAX_BACKOFF_MS = 30_000;
/** After this long without a fall, the next one counts as the first. */
const STABLE_MS = 60_000;

/** A process that is started again whenever it falls, until it is stopped. */
export class SupervisedChild {
  readonly #options: ChildOptions;
  #process: ChildProcess | undefined;
  #stopping = false;
  #falls = 0;

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  /** Starts it. What it prints before it is ready is shown only if it never gets there. */
  async start(): Promise<void> {
    const { name, args, env, ready } = this.#options;
    const child = spawn(process.execPath, args, {
      env,
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which drains in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#process = child;
    const held = holdOutput(child);
    const startedAt = Date.now();
    const abort = new AbortController();
    const fell = once(child, "exit").then(([code, signal]) => (signal ? `signal ${signal}` : `exit code ${code}`));
    fell.finally(() => abort.abort());
    const problem = await Promise.race([
      ready(child, abort.signal).then(() => undefined),
      fell,
      sleep(READY_TIMEOUT_MS, "no answer", { ref: false }),
    ]);
    if (problem) {
      if (child.pid && isAlive(child)) process.kill(-child.pid, "SIGKILL");
      throw new Failure(`${held.text()}\n\nThe ${name} process does not start (${problem}).`.trimStart());
    }
    held.release();
    fell.then((how) => this.#fell(how, startedAt));
  }

  /** SIGTERM, and SIGKILL to its whole group when it is still there after `timeoutMs`. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (!child || !isAlive(child)) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => this.kill(), timeoutMs);
    await gone;
    clearTimeout(timer);
    this.kill();
  }

  /** Ends it and everything it started, at once. */
  kill(): void {
    this.#stopping = true;
    try {
      if (this.#process?.pid) process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // Nothing of the group is left.
    }
  }

  async #fell(how: string, startedAt: number): Promise<void> {
    while (!this.#stopping) {
      if (Date.now() - startedAt > STABLE_MS) this.#falls = 0;
      const waitMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** this.#falls++);
      this.#options.report(
        `! The ${this.#options.name} process ended (${how}); starting it again in ${waitMs / 1000} s.`,
      );
      await sleep(waitMs);
      if (this.#stopping) return;
      try {
        await this.start();
        return;
      } catch (error) {
        this.#options.report(error instanceof Error ? error.message : String(error));
      }
    }
  }
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

const HELD_CHARACTERS = 20_000;

function holdOutput(child: ChildProcess) {
  let text = "";
  let isHeld = true;
  for (const [source, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    source?.on("data", (chunk: Buffer) => {
      if (isHeld) text = (text + chunk).slice(-HELD_CHARACTERS);
      else target.write(chunk);
    });
  }
  return {
    text: () => text.trim(),
    release: () => {
      isHeld = false;
      text = "";
    },
  };
}
