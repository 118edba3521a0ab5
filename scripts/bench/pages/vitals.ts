import type { BrowserContext, Page } from "playwright-core";
import type { Vitals } from "#scripts/bench/pages/score";

/**
 * What Lighthouse takes for a desktop computer's line (40 ms, 10 Mbit/s), as it makes it of the browser's own throttling:
 * a request costs 3.75 round trips, and a tenth of the width is lost.
 */
const LINE = {
  offline: false,
  latency: 40 * 3.75,
  downloadThroughput: (10_240 * 1024 * 0.9) / 8,
  uploadThroughput: -1,
};
const LONG_TASK_MS = 50;
/** Layout shifts count by windows of at most five seconds that a second without any ends. */
const SHIFT_WINDOW_MS = 5_000;
const SHIFT_GAP_MS = 1_000;
/** For what the observers tell late. */
const QUIET_MS = 500;

interface Observed {
  firstContentfulPaint: number;
  largestContentfulPaint: number;
  longTasks: { start: number; ms: number }[];
  shifts: { start: number; value: number }[];
  /** What was fetched until the page had loaded, compressed as it came. */
  scriptBytes: number;
}

/**
 * Opens a page as somebody new does, with nothing cached, over a line as Lighthouse takes it. The Speed Index is not looked
 * at frame by frame: it counts as the Largest Contentful Paint, as if nothing were to be seen until then.
 */
export async function openCold(
  context: BrowserContext,
  path: string,
): Promise<{ vitals: Vitals; scriptBytes: number }> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Network.emulateNetworkConditions", LINE);
  await page.goto(path, { waitUntil: "networkidle" });
  const observed = await observe(page);
  await page.close();
  const { firstContentfulPaint, largestContentfulPaint, scriptBytes } = observed;
  const vitals = {
    firstContentfulPaint,
    largestContentfulPaint,
    speedIndex: largestContentfulPaint,
    totalBlockingTime: blockingTime(observed),
    cumulativeLayoutShift: worstShift(observed),
  };
  return { vitals, scriptBytes };
}

/** What the browser has recorded since the page began. */
function observe(page: Page): Promise<Observed> {
  return page.evaluate(async (quietMs) => {
    const entries: Record<string, PerformanceEntry[]> = {};
    for (const type of ["paint", "largest-contentful-paint", "longtask", "layout-shift"]) {
      entries[type] = [];
      new PerformanceObserver((list) => entries[type]?.push(...list.getEntries())).observe({ type, buffered: true });
    }
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const scripts = resources.filter(
      ({ name, startTime }) => new URL(name).pathname.endsWith(".js") && startTime < (navigation?.loadEventEnd ?? 0),
    );
    const shifts = (entries["layout-shift"] ?? []) as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
    return {
      firstContentfulPaint:
        entries.paint?.find(({ name }) => name === "first-contentful-paint")?.startTime ?? Number.NaN,
      largestContentfulPaint: entries["largest-contentful-paint"]?.at(-1)?.startTime ?? Number.NaN,
      longTasks: (entries.longtask ?? []).map(({ startTime, duration }) => ({ start: startTime, ms: duration })),
      shifts: shifts.filter((one) => !one.hadRecentInput).map(({ startTime, value }) => ({ start: startTime, value })),
      scriptBytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    };
  }, QUIET_MS);
}

/** What long tasks after the first paint take beyond 50 ms, to the end of the observation: a little more than Lighthouse counts. */
export function blockingTime({
  firstContentfulPaint,
  longTasks,
}: Pick<Observed, "firstContentfulPaint" | "longTasks">) {
  return longTasks
    .map(({ start, ms }) => start + ms - Math.max(start, firstContentfulPaint) - LONG_TASK_MS)
    .reduce((sum, ms) => sum + Math.max(0, ms), 0);
}

/** The sum of the worst window of layout shifts. */
export function worstShift({ shifts }: Pick<Observed, "shifts">): number {
  let worst = 0;
  let window = { start: 0, last: Number.NEGATIVE_INFINITY, sum: 0 };
  for (const { start, value } of shifts) {
    const goesOn = start - window.last < SHIFT_GAP_MS && start - window.start < SHIFT_WINDOW_MS;
    window = goesOn ? { ...window, last: start, sum: window.sum + value } : { start, last: start, sum: value };
    worst = Math.max(worst, window.sum);
  }
  return worst;
}
