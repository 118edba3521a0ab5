import { spawn } from "node:child_process";
import { Failure } from "./failure.ts";

export interface RunOptions {
  env: NodeJS.ProcessEnv;
  /** Ends the program. */
  signal: AbortSignal;
  /** What to say when it fails, without a full stop. */
  failure: string;
}

/**
 * Runs a program on our Node to its end, showing what it printed only when it fails.
 *
 * @throws {Failure}
 */
export async function runToEnd(args: string[], { env, signal, failure }: RunOptions): Promise<void> {
  const child = spawn(process.execPath, args, { env, signal, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Failure(`${output.trim()}\n\n${failure}: see above.`);
}
