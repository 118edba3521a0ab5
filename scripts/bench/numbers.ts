import { cpus } from "node:os";

/** What the figures were measured on. */
export const machine = `${cpus().length} × ${cpus()[0]?.model}`;

/** The values below which half, 95 % and 99 % of the others are. */
export function quantiles(values: number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count: sorted.length };
}

/** To two places. */
export const round = (value: number) => Math.round(value * 100) / 100;
