import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";

/** A child of the benchmark that answers on IPC. */
export class BenchProcess {
  readonly child: ChildProcess;
  readonly name: string;
  #peakBytes = 0;

  constructor(name: string, script: string, args: string[], env: NodeJS.ProcessEnv, execArgv: string[] = []) {
    this.name = name;
    this.child = fork(script, args, { env, execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  }

  /** The next message of this type. */
  async message<T>(type: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`${this.name} ended with code ${code}.`));
      const onMessage = (message: { type?: unknown }) => {
        if (message.type !== type) return;
        this.child.off("message", onMessage);
        this.child.off("exit", onExit);
        resolve(message as T);
      };
      this.child.on("message", onMessage);
      this.child.once("exit", onExit);
    });
  }

  /** The most memory it had at once, in megabytes. */
  peakMegabytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    this.#peakBytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    return Math.round(this.#peakBytes / 1e6);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill("SIGTERM");
    await new Promise((resolve) => this.child.once("exit", resolve));
  }
}
