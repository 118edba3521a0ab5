import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { GUIDES } from "#lib/docs/guides";
import { EVENTUALLY } from "#tests/browser/steps";
import { app } from "#tests/support/browser";

// What the guides say one can run is run, as it stands, against the app that `npm start` runs. A block is meant to be run when
// the word after its language is `run`; the one marked `server` is the receiver that the others send to.

interface Block {
  language: string;
  purpose: string;
  code: string;
}

const blocksOf = (file: string): Block[] =>
  [...readFileSync(file, "utf8").matchAll(/^```(\w+) (run|server)\n(.*?)^```/gms)].map(
    ([, language = "", purpose = "", code = ""]) => ({ language, purpose, code }),
  );

const RUNNERS: Record<string, { file: string; command: string[] }> = {
  sh: { file: "run.sh", command: ["bash", "-eu"] },
  js: { file: "run.mjs", command: [process.execPath] },
  python: { file: "run.py", command: ["python3"] },
};

const run = promisify(execFile);
const env: NodeJS.ProcessEnv = { NODE_ENV: "test" };
let received = "";

beforeAll(async () => {
  const { publishKey = "", apiKey = "", workspace = "" } = app().demo.products.acme ?? {};
  const port = String(await freePort());
  Object.assign(env, {
    PATH: process.env.PATH ?? "",
    POSTHORN_URL: app().url,
    PUBLISH_KEY: publishKey,
    API_KEY: apiKey,
    WORKSPACE: workspace,
    RECEIVER_URL: `http://127.0.0.1:${port}/webhooks`,
    PORT: port,
  });
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A block as a file of its own. */
function saved({ language, code }: Block): string[] {
  const { file, command } = RUNNERS[language] ?? expect.unreachable(`nothing runs ${language}`);
  const at = path.join(mkdtempSync(path.join(tmpdir(), "guide-")), file);
  writeFileSync(at, code);
  return [...command, at];
}

async function execute(block: Block): Promise<string> {
  const [command = "", ...args] = saved(block);
  return (await run(command, args, { env, timeout: 60_000 })).stdout;
}

describe.each(GUIDES)("$title", ({ slug, file }) => {
  const blocks = blocksOf(file);

  test.runIf(slug === "receive")("the receiver verifies what the webhook of the next block is sent", async () => {
    const server = blocks.find(({ purpose }) => purpose === "server") ?? expect.unreachable();
    const created = blocks.find(({ purpose }) => purpose === "run") ?? expect.unreachable();
    const webhook = JSON.parse(await execute(created)) as { id: string; secret: string };
    env.WEBHOOK_ID = webhook.id;
    const [command = "", ...args] = saved(server);
    const receiver = spawn(command, args, { env: { ...env, WEBHOOK_SECRET: webhook.secret } });
    onTestFinished(() => void receiver.kill());
    receiver.stdout.on("data", (data: Buffer) => {
      received += data.toString();
    });
    const [publish] = blocksOf("docs/guide/publish.md");
    await execute({
      ...(publish ?? expect.unreachable()),
      code: (publish?.code ?? "").replace("inv_8f2k1-paid", webhook.id),
    });
    await expect.poll(() => received, EVENTUALLY).toContain("verified invoice.paid");
  });

  test
    .runIf(slug !== "receive")
    .each(blocks.map((block) => [`${block.language}: ${block.code.trim().split("\n")[0]}`, block] as const))(
    "%s",
    async (_name, block) => {
      await execute(block);
    },
  );
});
