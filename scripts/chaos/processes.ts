import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

const STOP_MS = 20_000;
const ANSWER_MS = 5_000;

/** What a process took since it was last asked, or since it was ready. */
export interface Vitals {
  name: string;
  /** The highest that was seen. */
  rssBytes: number;
  /** The 99th percentile of how late its event loop was, in milliseconds. */
  delayP99Ms: number;
  /** How often that was measured; a hundred times a second at most. */
  samples: number;
}

export interface ProcessOptions {
  name: string;
  script: string;
  args?: string[];
  execArgv?: string[];
  env: NodeJS.ProcessEnv;
  /** Resolves when the process can do its work. */
  ready: (child: ChildProcess) => Promise<unknown>;
}

/** One of Posthorn's processes, which faults happen to. Ending without having been asked to is a fault of its own. */
export class ChaosProcess {
  readonly #options: ProcessOptions;
  #child: ChildProcess | undefined;
  #isAsked = false;
  /** How often it ended by itself. */
  crashes = 0;

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it and waits until it is ready. `execArgv` and `env` are for this time only. */
  async start(execArgv: string[] = [], env: Record<string, string> = {}): Promise<void> {
    const { script, args = [], ready } = this.#options;
    const guard = ["--import", "./scripts/supervisor/orphan-guard.ts", "--import", "./scripts/chaos/vitals.mjs"];
    const child = fork(script, args, {
      env: { ...this.#options.env, ...env, POSTHORN_SUPERVISOR: String(process.pid) },
      execArgv: [...(this.#options.execArgv ?? []), ...guard, ...execArgv],
      stdio: ["ignore", process.env.CHAOS_VERBOSE ? "inherit" : "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    this.#isAsked = false;
    const ended = once(child, "exit").then(([code, signal]) => {
      if (!this.#isAsked) this.crashes++;
      throw new Error(`${this.#options.name} ended (${signal ?? code}).`);
    });
    ended.catch(() => {});
    await Promise.race([ready(child), ended]);
    // What it took to start is not what is judged.
    await this.vitals();
  }

  /** Sends a signal that ends it, and waits for the end: `SIGKILL` for a crash, `SIGTERM` for a deployment. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    this.#isAsked = true;
    const exited = once(child, "exit");
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await exited;
    clearTimeout(timer);
  }

  /** Null when it does not answer. */
  async vitals(): Promise<Vitals | null> {
    const child = this.#child;
    if (!child?.connected) return null;
    return new Promise((resolve) => {
      const settle = (vitals: Vitals | null) => {
        clearTimeout(timer);
        child.off("message", onMessage);
        resolve(vitals);
      };
      const onMessage = (message: { type?: unknown } & Omit<Vitals, "name">) => {
        if (message.type === "vitals") settle({ ...message, name: this.#options.name });
      };
      const timer = setTimeout(settle, ANSWER_MS, null);
      child.on("message", onMessage);
      child.send({ type: "vitals" }, (error) => error && settle(null));
    });
  }

  /** Takes the processor away, as a paused virtual machine or heavy swapping does. */
  freeze(): void {
    // Frozen, it could not even see that we have gone.
    process.once("exit", () => this.thaw());
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }
}

/** For a child that says `{type: "ready"}`. */
export function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on("message", (message: { type?: unknown }) => {
      if (message.type === "ready") resolve();
    });
  });
}
