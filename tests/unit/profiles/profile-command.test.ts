import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { standard } from "#lib/profiles/presets/standard";

// `npm run profile`, as it is called after installation.

const directory = mkdtempSync(path.join(tmpdir(), "profile-command-"));
const saved: { headers: unknown; body: unknown }[] = [];
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    const isKnown = request.headers.authorization === "Bearer phk_op_good";
    if (isKnown && request.method === "PUT") saved.push({ headers: request.headers, body: JSON.parse(text) });
    response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
    const answer = isKnown ? { version: request.method === "PUT" ? 4 : 3 } : { detail: "This key is unknown." };
    response.end(JSON.stringify(answer));
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.close();
});

function fileOf(profile: unknown): string {
  const file = path.join(directory, `${crypto.randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(profile));
  return file;
}

function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const program = ["--conditions=react-server", "scripts/profile.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, program, { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("check says in words what a profile means, or by field what is wrong with it", async () => {
  expect(await run(["check", fileOf(standard.profile)])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/webhook-signature holds v1/),
  });
  const wrong = { ...standard.profile, timeoutSeconds: 90, signature: [{ scheme: "static", header: "host" }] };
  const { code, err } = await run(["check", fileOf(wrong)]);
  expect(code).toBe(1);
  expect(err).toMatch(/\.json: timeoutSeconds must be at most 30/);
  const header = await run(["check", fileOf({ ...standard.profile, signature: wrong.signature })]);
  expect(header.err).toMatch(/\.json: signature\.0\.header is set by Posthorn/);
  expect(await run(["check"])).toMatchObject({ code: 2, err: expect.stringContaining("npm run profile") });
});

test("preview prints the request, which the secret it names verifies", async () => {
  const { out } = await run(["preview", fileOf(standard.profile), "--data", '{"n":1.10}', "--rotating"]);
  const [head = "", body = ""] = out.split("\n\n");
  const headers = Object.fromEntries(
    head
      .split("\n")
      .slice(1)
      .map((line) => line.split(/: (.*)/).slice(0, 2)),
  );
  expect(body).toContain('"data":{"n":1.10}');
  const secrets = [...out.matchAll(/sample secret (\S+)/g)].map(([, secret]) => secret ?? "");
  expect(secrets).toHaveLength(2);
  for (const secret of secrets) new Webhook(secret).verify(body, headers);
});

test("apply saves it through the API, as the version after the one that was read", async () => {
  const env = { POSTHORN_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const apply = (key: string) =>
    run(["apply", fileOf(standard.profile), "--product", "nimbus", "--note", "Why"], {
      ...env,
      POSTHORN_OPERATOR_KEY: key,
    });
  expect(await apply("phk_op_good")).toMatchObject({ code: 0, out: expect.stringMatching(/version 4 of nimbus/) });
  expect(saved[0]?.headers).toMatchObject({ "if-match": '"3"' });
  expect(saved[0]?.body).toMatchObject({ note: "Why", runningWebhooks: "keep", profile: { timeoutSeconds: 15 } });
  expect(await apply("phk_op_bad")).toMatchObject({ code: 1, err: "The server answered 401: This key is unknown.\n" });
});
