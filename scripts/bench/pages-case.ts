import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext } from "playwright-core";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { db } from "#lib/database/client";
import { applyMigrations } from "#lib/database/migrate";
import { raiseWall } from "#lib/database/wall";
import { CHART_RANGES } from "#lib/statistics/ranges";
import { seedDemo } from "#prisma/seed";
import { cpuMs } from "#scripts/bench/cpu";
import { machine, round } from "#scripts/bench/numbers";
import { combine } from "#scripts/bench/pages/combinations";
import { timeInteractions } from "#scripts/bench/pages/interactions";
import { interactionsTable, loadTable, requestsTable, type Timed } from "#scripts/bench/pages/report";
import { KINDS, PageReader } from "#scripts/bench/pages/requests";
import { openCold } from "#scripts/bench/pages/vitals";
import { deepCursor, filterChoices, largeContext } from "#scripts/bench/pages/workspace";
import { BenchProcess } from "#scripts/bench/processes";
import { fillLarge, LARGE_SLUG } from "#scripts/large/fill";
import { WEB_HEAP } from "#scripts/supervisor/processes";
import { launchChromium } from "#tests/support/chromium";

const LARGER_COMBINATIONS = 150;
const RUNS = 3;
/** Of a page that is the only one of its group: its quantiles come from these alone. */
const RUNS_ALONE = 30;
const WARM_UP_RUNS = 20;
const ROUNDS = 5;
const DELIVERIES = developerPath(LARGE_SLUG, "deliveries");

/**
 * The pages of a workspace with 1,250,000 deliveries, as a signed-in Chromium and the requests it sends meet them. Prints
 * Markdown for docs/performance.md.
 */
export async function measurePages(
  url: string,
  databasePid: number,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<void> {
  const { users } = await prepare(say);
  const owner = users.find(({ role, workspace }) => role === "owner" && workspace === "acme");
  if (!owner) throw new Error("The demo has no owner.");
  const web = new BenchProcess(
    "web",
    "node_modules/next/dist/bin/next",
    ["start", "--port", new URL(url).port, "--hostname", "127.0.0.1"],
    { ...env, NODE_ENV: "production" },
    [WEB_HEAP],
  );
  while (!(await isReady(url))) await sleep(50);
  const browser = await launchChromium();
  try {
    const signedIn = () => signIn(browser, url, owner);
    say("requests");
    console.log(
      `${new Date().toISOString().slice(0, 16)}Z, ${machine}, load average ${loadavg().map(round).join(", ")}`,
    );
    const cpu = () => cpuMs([web.child.pid, databasePid]);
    console.log(requestsTable(await timeRequests(await signedIn(), cpu, say)));
    say("loading");
    const path = url + DELIVERIES;
    const loads = [];
    for (let round = 0; round <= ROUNDS; round++) loads.push(await openCold(await signedIn(), path));
    // The first fills the server's caches.
    console.log(loadTable(loads.slice(1)));
    say("interactions");
    const newPage = async () => (await signedIn()).newPage();
    console.log(interactionsTable(await timeInteractions(newPage, path, ROUNDS)));
  } finally {
    await browser.close();
    await web.stop();
  }
}

async function prepare(say: (text: string) => void) {
  await applyMigrations(process.env.DATABASE_URL ?? "");
  await raiseWall(process.env.DATABASE_URL ?? "");
  const demo = await seedDemo();
  const isThere = await db().workspace.findUnique({ where: { slug: LARGE_SLUG }, select: { id: true } });
  if (!isThere) await fillLarge(say);
  return demo;
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

/** Through the same endpoint as the sign-in form. */
async function signIn(
  browser: Browser,
  url: string,
  { email, password }: { email: string; password: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1350, height: 940 } });
  const csrf = await context.request.get("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const form = { csrfToken, email, password, json: "true" };
  const answer = await context.request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}.`);
  return context;
}

/** Every page and combination of filters in both ways, one request at a time. */
async function timeRequests(context: BrowserContext, cpu: () => number, say: (text: string) => void): Promise<Timed[]> {
  const reader = await PageReader.learnFrom(await context.newPage(), DELIVERIES);
  await context.close();
  const targets = await listTargets();
  for (let run = 0; run < WARM_UP_RUNS; run++) for (const kind of KINDS) await reader.time(DELIVERIES, kind);
  const timed: Timed[] = [];
  const groups = Map.groupBy(targets, ({ group }) => group);
  for (const [index, { group, name, path }] of targets.entries()) {
    if (index % 100 === 0) say(`${index} of ${targets.length} pages`);
    const isAlone = groups.get(group)?.length === 1;
    for (const kind of KINDS) {
      for (let run = 0; isAlone && run < WARM_UP_RUNS; run++) await reader.time(path, kind);
      const ms = [];
      const before = cpu();
      while (ms.length < (isAlone ? RUNS_ALONE : RUNS)) ms.push(await reader.time(path, kind));
      timed.push({ group, kind, name, ms, cpuMs: (cpu() - before) / ms.length });
    }
  }
  await reader.close();
  return timed;
}

const SIZES = ["no filter", "one filter", "two filters"];

async function listTargets(): Promise<{ group: string; name: string; path: string }[]> {
  const ctx = await largeContext();
  const { choices, webhook } = await filterChoices(ctx);
  const deep = new Map<string, string | null>();
  const targets = [];
  for (const { name, query, size, isText } of combine(choices, LARGER_COMBINATIONS)) {
    const { q: _, ...rest } = query;
    const place = JSON.stringify(isText ? rest : query);
    if (!deep.has(place)) deep.set(place, await deepCursor(ctx, isText ? rest : query));
    const group = `deliveries, ${isText ? "text search" : (SIZES[size] ?? "three or more filters")}`;
    const cursor = deep.get(place);
    targets.push({ group: `${group}, first page`, name, path: withQuery(DELIVERIES, query) });
    if (cursor) targets.push({ group: `${group}, page 500`, name, path: withQuery(DELIVERIES, { ...query, cursor }) });
  }
  const overview = developerPath(LARGE_SLUG, "webhooks", webhook);
  return [
    ...targets,
    { group: "webhooks", name: "webhooks", path: developerPath(LARGE_SLUG, "webhooks") },
    ...Object.keys(CHART_RANGES).map((range) => ({
      group: `a webhook's overview, ${range}`,
      name: range,
      path: withQuery(overview, { range }),
    })),
    { group: "event catalogue", name: "event catalogue", path: developerPath(LARGE_SLUG, "catalogue") },
    { group: "events", name: "events", path: developerPath(LARGE_SLUG, "events") },
  ];
}
