import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findFreePort } from "#lib/database/embedded";
import { PublishClient, publishAll, publishSingles } from "#scripts/bench/cases";
import type { BenchProduct } from "#scripts/bench/fixtures";
import { BenchProcess } from "#scripts/bench/processes";
import { WEB_HEAP } from "#scripts/supervisor/processes";

const NEXT = "node_modules/next/dist/bin/next";
const BARE = "scripts/bench/bare";
const CONNECTIONS = 32;
const SECONDS = 4;
/** Taken in turns, so that whatever else the machine does meets both. */
const ROUNDS = 3;
const BATCH_EVENTS = 40_000;

/** Publishing, beside a Next.js route handler that reads the same requests and does nothing. */
export async function measurePublishing(url: string, product: BenchProduct, env: NodeJS.ProcessEnv) {
  // Turbopack would take our instrumentation.ts and proxy.ts along, which it looks for up to the root of the repository.
  const build = [NEXT, "build", "--webpack", BARE];
  await promisify(execFile)(process.execPath, build, { env: { ...env, NODE_ENV: "production" } });
  const port = await findFreePort();
  const args = ["start", BARE, "--port", String(port), "--hostname", "127.0.0.1"];
  const bareWeb = new BenchProcess("bare", NEXT, args, env, [WEB_HEAP]);
  const bareUrl = `http://127.0.0.1:${port}`;
  while (!(await answers(bareUrl))) await sleep(50);
  const bare = new PublishClient(bareUrl, product.publishKey, "/");
  const client = new PublishClient(url, product.publishKey);
  const singles = (to: PublishClient) =>
    publishSingles(to, product.workspaces[0] ?? "", "invoice.paid", CONNECTIONS, SECONDS);
  // Both compile their code first.
  for (const to of [bare, client]) await singles(to);
  const rounds: { bare: number; singles: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ bare: await singles(bare), singles: await singles(client) });
  }
  const batchMs = await publishAll(client, product, BATCH_EVENTS);
  await Promise.all([bare.close(), client.close()]);
  await bareWeb.stop();
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [floor, accepted] = [mean(rounds.map((one) => one.bare)), mean(rounds.map((one) => one.singles))];
  return {
    singlesPerSecond: Math.round(accepted),
    bareHandlerPerSecond: Math.round(floor),
    ratio: Math.round((accepted / floor) * 100) / 100,
    inBatchesPerSecond: Math.round((BATCH_EVENTS / batchMs) * 1000),
  };
}

function answers(url: string): Promise<boolean> {
  return fetch(url, { method: "POST", body: "{}" }).then(
    (answer) => answer.ok,
    () => false,
  );
}
