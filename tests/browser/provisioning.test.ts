import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { app } from "#tests/support/browser";

/** The lines of docs/operating.md, as somebody would paste them. */
async function signUpScript(): Promise<string> {
  const text = await readFile("docs/operating.md", "utf8");
  return /```sh\n(# sign-up\n.*?)```/s.exec(text)?.[1] ?? "";
}

test("what docs/operating.md tells a backend to do at sign-up works as it stands, and twice", async () => {
  const script = await signUpScript();
  expect(script.trim().split("\n").length).toBeLessThanOrEqual(12);
  const { url, demo } = app();
  const directory = await mkdtemp(path.join(tmpdir(), "posthorn-sign-up-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const customer = `globex-${crypto.randomUUID().slice(0, 8)}`;
  const run = () =>
    promisify(execFile)("bash", ["-euc", script], {
      cwd: directory,
      env: {
        ...process.env,
        POSTHORN_URL: url,
        OPERATOR_KEY: demo.operatorKey,
        PUBLISH_KEY: demo.products.acme?.publishKey ?? "",
        CUSTOMER: customer,
      },
    });
  const { stdout } = await run();
  expect(JSON.parse(stdout).data).toMatchObject([{ type: "invoice.paid", deliveries: 1, duplicate: false }]);
  const read = async (name: string) => JSON.parse(await readFile(path.join(directory, name), "utf8"));
  const workspace = await read("workspace.json");
  expect(workspace).toMatchObject({ slug: customer, invitation: { email: "ada@globex.example", role: "owner" } });
  expect((await fetch(workspace.invitation.url)).status).toBe(200);
  expect(await read("webhook.json")).toMatchObject({ name: "CRM", status: "active" });
  await run();
  expect((await read("workspace.json")).id).toBe(workspace.id);
});
