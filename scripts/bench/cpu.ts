import { readdirSync, readFileSync } from "node:fs";

/**
 * The time that processors have worked for these processes and what they have started, in milliseconds; NaN where the system
 * does not tell (it is Linux that does). What else runs on the machine makes requests longer, but hardly their work.
 */
export function cpuMs(roots: (number | undefined)[]): number {
  const parents = new Map(numbersIn("/proc").map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  const ours = [...parents.keys()].filter(isOurs);
  if (ours.length === 0) return Number.NaN;
  const threads = ours.flatMap((pid) => numbersIn(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`));
  return threads.reduce((sum, thread) => sum + Number(read(`${thread}/schedstat`).split(" ")[0]) / 1e6, 0);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function numbersIn(directory: string): number[] {
  try {
    return readdirSync(directory).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Nothing for a process that has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
