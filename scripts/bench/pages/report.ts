import { quantiles } from "#scripts/bench/numbers";
import { KINDS, type Kind } from "#scripts/bench/pages/requests";
import { performanceScore, type Vitals } from "#scripts/bench/pages/score";

/** One page that was requested several times. */
export interface Timed {
  group: string;
  kind: Kind;
  name: string;
  ms: number[];
  /** What processors worked for a request, on average. */
  cpuMs: number;
}

const whole = (value: number) => Math.round(value).toString();
const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
const table = (head: string[], rows: (string | number)[][]) =>
  ["", row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

const spread = (values: number[]) => {
  const { p50, p95, p99 } = quantiles(values);
  return `${whole(p50)}; ${whole(p95)}; ${whole(p99)}`;
};
const median = (values: number[]) => quantiles(values).p50;

/** A row per group: how long the requests took, and which page was slowest in the median of its requests. */
export function requestsTable(timed: Timed[]): string {
  const groups = [...Map.groupBy(timed, ({ group }) => group)];
  const rows = groups.map(([group, pages]) => {
    const [slowest] = pages.toSorted((a, b) => median(b.ms) - median(a.ms));
    return [
      group,
      pages.length / KINDS.length,
      ...KINDS.map((kind) => spread(pages.filter((page) => page.kind === kind).flatMap(({ ms }) => ms))),
      spread(pages.map((page) => page.cpuMs)),
      slowest ? `${slowest.name}: ${whole(median(slowest.ms))}` : "",
    ];
  });
  const kinds = KINDS.map((kind) => `${kind}: p50; p95; p99`);
  return table(["requests, in ms", "pages", ...kinds, "CPU: p50; p95; p99", "slowest, median"], rows);
}

/** A row per interaction. */
export function interactionsTable(times: Map<string, number[]>): string {
  const rows = [...times].map(([name, ms]) => [name, whole(median(ms)), whole(Math.max(...ms))]);
  return table(["interaction to next paint, in ms", "median", "longest"], rows);
}

/** The medians over several loads, and the score they make. */
export function loadTable(loads: { vitals: Vitals; scriptBytes: number }[]): string {
  const of = (name: keyof Vitals) => median(loads.map(({ vitals }) => vitals[name]));
  const scores = loads.map(({ vitals }) => performanceScore(vitals));
  return table(
    ["deliveries, opened with nothing cached", "median", "worst score"],
    [
      ["First Contentful Paint", `${whole(of("firstContentfulPaint"))} ms`, ""],
      ["Largest Contentful Paint, also taken as Speed Index", `${whole(of("largestContentfulPaint"))} ms`, ""],
      ["Total Blocking Time", `${whole(of("totalBlockingTime"))} ms`, ""],
      ["Cumulative Layout Shift", of("cumulativeLayoutShift").toFixed(3), ""],
      ["JavaScript, compressed", `${whole(median(loads.map(({ scriptBytes }) => scriptBytes)) / 1000)} KB`, ""],
      ["performance score", whole(median(scores)), whole(Math.min(...scores))],
    ],
  );
}
