import diagnostics from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELETE as deleteRoute, PATCH as updateRoute } from "#app/api/v1/webhooks/[id]/route";
import { POST as testRoute } from "#app/api/v1/webhooks/[id]/test/route";
import { POST as createRoute } from "#app/api/v1/webhooks/route";
import { db } from "#lib/database/client";
import { Profile } from "#lib/profiles/profile-schema";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { type DnsAnswer, startDnsServer } from "#tests/support/dns-server";
import { answerOk, type RawServer, startRawServer } from "#tests/support/raw-server";
import { createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

// Checklist 44: fault 51 in production's policy, over the real API, dispatcher, name server and sockets. What stands for the public
// internet is a part of loopback that is excepted: nothing here must leave the machine.
const PUBLIC = "127.77.0.1";
const answers = new Map<string, (nth: number) => DnsAnswer>();
const dns = await startDnsServer(
  (host) => answers.get(host)?.(dns.asked.get(host) ?? 1) ?? "NXDOMAIN",
  (host) => answers.get(`v6.${host}`)?.(1) ?? [],
);
Object.assign(process.env, {
  POSTHORN_DEMO: "0",
  POSTHORN_URL: "https://hooks.posthorn.example",
  POSTHORN_EGRESS_ALLOW: "127.77.0.0/16",
  POSTHORN_DNS_SERVERS: dns.address,
});
/** An answer is kept for five seconds; whoever asks then gets the new one. */
const DNS_KEPT_MS = 5100;
const databaseUrl = new URL(await createTestDatabase());

interface Entry {
  url: string;
  expect: "block" | "allow";
  category: string;
  resolves_to?: string[];
  resolves_to_sequence?: string[][];
  requires?: { allow_http?: boolean; self_hosts?: string[] };
}
const corpus: Entry[] = JSON.parse(readFileSync(new URL("../../fixtures/ssrf-corpus.json", import.meta.url), "utf8"));

/** Every address that this process began to connect to, but for the database's. */
const connections: string[] = [];
const watch = (message: unknown) => {
  const { socket } = message as { socket: Socket };
  socket.on("connectionAttempt", (ip: string, port: number) => {
    if (String(port) !== databaseUrl.port) connections.push(ip);
  });
};

let strict: TestWorkspace;
let lenient: TestWorkspace;

beforeAll(async () => {
  await prepareDispatch();
  diagnostics.subscribe("net.client.socket", watch);
  strict = await createTestWorkspace();
  lenient = await createTestWorkspace();
  // Plain http allowed, so that it is the address that is refused and not the scheme.
  const profile = await db().profile.findUniqueOrThrow({ where: { id: lenient.profileId } });
  const config = { ...Profile.parse(profile.config), allowHttp: true };
  await db().profile.update({ where: { id: lenient.profileId }, data: { config } });
});
afterAll(() => diagnostics.unsubscribe("net.client.socket", watch));

async function newKey(workspace: TestWorkspace): Promise<string> {
  const { actor } = await workspace.as("owner");
  return workspace.apiKey(["*"], actor.type === "user" ? actor.id : null);
}

const keys = new Map<TestWorkspace, Promise<string>>();
function keyOf(workspace: TestWorkspace): Promise<string> {
  const key = keys.get(workspace) ?? newKey(workspace);
  keys.set(workspace, key);
  return key;
}

const create = async (workspace: TestWorkspace, url: string) =>
  callRoute(createRoute, { key: await keyOf(workspace), body: { name: "Target", url, eventTypes: ["invoice.paid"] } });

async function lastAttempt(webhookId: string) {
  const delivery = (await deliveriesOf(webhookId)).at(-1);
  return (await attemptsOf(delivery?.id ?? "")).at(-1);
}

function resolveAs({ url, resolves_to, resolves_to_sequence }: Entry) {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  const said = (resolves_to_sequence ? resolves_to_sequence.flat() : resolves_to) ?? [];
  answers.set(host, () => said.filter((address) => !address.includes(":")));
  answers.set(`v6.${host}`, () => said.filter((address) => address.includes(":")));
}

describe("fault 51: the corpus, on create, update, test and attempt", () => {
  const blocked = corpus.filter((entry) => entry.expect === "block" && entry.category !== "redirect");

  test("what is to be blocked is never connected to", { timeout: 120_000 }, async () => {
    for (const entry of blocked) {
      if (entry.requires?.self_hosts) continue;
      resolveAs(entry);
      const workspace = entry.category === "scheme" ? strict : lenient;
      // A key of its own: one may send sixty tests a minute.
      const key = await newKey(workspace);
      const made = await create(workspace, entry.url);
      // What only DNS can tell is told at every attempt, because its answer may change.
      const savable = made.status === 201;
      if (!savable) expect(made, entry.url).toMatchObject({ status: 422, body: { code: "invalid_input" } });
      if (!savable) expect(made.body.errors.map(({ path }: { path: string }) => path)).toContain("url");

      const { body: webhook } = savable ? made : await create(workspace, "https://hooks.example.com/");
      const params = { id: webhook.id };
      const update = await callRoute(updateRoute, { key, params, method: "PATCH", body: { url: entry.url } });
      expect(update.status, entry.url).toBe(savable ? 200 : 422);
      // PostgreSQL holds no NUL, so such a URL ends here.
      if (entry.url.includes("\0")) continue;
      if (!savable) {
        // As if it had been saved under another policy.
        await db().webhook.update({
          where: { id: rowId("webhook", webhook.id) },
          data: { url: entry.url, version: { increment: 1 } },
        });
      }
      await callRoute(testRoute, { key, params, body: { type: "invoice.paid" } });
      await deliverDue();
      const tried = await lastAttempt(webhook.id);
      expect(tried?.errorCode, entry.url).toMatch(/^(blocked_address|invalid_url|dns_error)$/);
      expect(tried, entry.url).toMatchObject({ remoteAddress: null, connectMs: null, responseStatus: null });
      await publish(workspace, {});
      await deliverDue();
      expect(await lastAttempt(webhook.id), entry.url).toMatchObject({ reason: "first", errorCode: tried?.errorCode });
      await callRoute(deleteRoute, { key, params, method: "DELETE" });
    }
    expect(connections).toEqual([]);
  });

  test("ourselves are no target", async () => {
    const answer = await create(strict, "https://hooks.posthorn.example/api/v1/events");
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ path: "url", message: expect.stringMatching(/Posthorn itself/) }] },
    });
  });

  test("what is to be allowed can be saved, and changed to", async () => {
    for (const entry of corpus.filter(({ expect }) => expect === "allow")) {
      const workspace = entry.requires?.allow_http ? lenient : strict;
      const key = await keyOf(workspace);
      const made = await create(workspace, entry.url);
      expect(made.status, entry.url).toBe(201);
      const params = { id: made.body.id };
      await callRoute(updateRoute, { key, params, method: "PATCH", body: { url: "https://hooks.example.com/" } });
      const back = await callRoute(updateRoute, { key, params, method: "PATCH", body: { url: entry.url } });
      expect(back.status, entry.url).toBe(200);
      await callRoute(deleteRoute, { key, params, method: "DELETE" });
    }
  });
});

describe("fault 51: a name server that rebinds, and canaries where it points (oracle I6)", () => {
  const own = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  let receiver: RawServer;
  let canaries: RawServer[];
  const url = (host: string) => `http://${host}:${receiver.port}/hook`;

  beforeAll(async () => {
    receiver = await startRawServer((socket, request, nth) => {
      const [, target] = /^POST \/to\/(\S+) /.exec(request) ?? [];
      if (!target) return answerOk(socket, request, nth);
      const location = target === "canary" ? `http://127.0.0.1:${receiver.port}/` : "http://169.254.169.254/latest/";
      socket.write(`HTTP/1.1 307 Moved\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`);
    }, PUBLIC);
    // At the receiver's own port, so that only the address decides.
    const places = ["127.0.0.1", "::1", ...(own ? [own] : [])];
    canaries = await Promise.all(places.map((place) => startRawServer(answerOk, place, receiver.port)));
  });

  async function sendTo(webhookId: string) {
    await publish(strict, {});
    await deliverDue();
    return lastAttempt(webhookId);
  }
  const untouched = () => {
    expect(canaries.flatMap(({ sockets }) => sockets)).toEqual([]);
    expect(new Set(connections)).toEqual(new Set([PUBLIC]));
  };

  test("between check and connection: the checked address is the one that is used", async () => {
    const hosts = Array.from({ length: 20 }, (_, i) => `once${i}.example.test`);
    // Good for the first question, the canary's for every later one.
    for (const host of hosts) answers.set(host, (nth) => [nth === 1 ? PUBLIC : "127.0.0.1"]);
    const made = await Promise.all(hosts.map(async (host) => (await create(strict, url(host))).body));
    await publish(strict, {});
    await deliverDue();
    for (const { id } of made)
      expect(await lastAttempt(id)).toMatchObject({ responseStatus: 200, remoteAddress: PUBLIC });
    for (const { id } of made) {
      await callRoute(deleteRoute, { key: await keyOf(strict), params: { id }, method: "DELETE" });
    }
    untouched();
  });

  test("between attempts: private, mixed, our own address and metadata are refused, and it recovers (fault 22, flip)", async () => {
    const bad = [
      ["127.0.0.1"],
      [PUBLIC, "127.0.0.1"],
      ["127.0.0.1", PUBLIC],
      ["169.254.169.254"],
      ...(own ? [[own]] : []),
    ];
    const hosts = bad.map((_, i) => `flip${i}.example.test`);
    const made = await Promise.all(hosts.map(async (host) => (await create(strict, url(host))).body));
    const reached = { errorCode: null, responseStatus: 200, remoteAddress: PUBLIC };
    const refused = { errorCode: "blocked_address", responseStatus: null, remoteAddress: null, connectMs: null };
    for (const [answer, expected] of [
      [() => [PUBLIC], reached],
      [(i: number) => bad[i] ?? [], refused],
      [() => [PUBLIC], reached],
    ] as const) {
      for (const [i, host] of hosts.entries()) answers.set(host, () => answer(i));
      await sleep(DNS_KEPT_MS);
      await publish(strict, {});
      await deliverDue();
      for (const { id } of made) expect(await lastAttempt(id)).toMatchObject(expected);
      await db().webhookHealth.updateMany({ data: { waitUntil: null, circuitOpenings: 0 } });
    }
    for (const { id } of made) {
      await callRoute(deleteRoute, { key: await keyOf(strict), params: { id }, method: "DELETE" });
    }
    untouched();
  });

  test.each(["canary", "metadata"])(
    "a redirect to the %s is a failure, one request, and nothing else (fault 23)",
    async (target) => {
      answers.set("redirect.example.test", () => [PUBLIC]);
      const { body: webhook } = await create(strict, url("redirect.example.test").replace("/hook", `/to/${target}`));
      const before = receiver.requests.length;
      expect(await sendTo(webhook.id)).toMatchObject({ errorCode: "redirect", responseStatus: 307 });
      expect(receiver.requests).toHaveLength(before + 1);
      await callRoute(deleteRoute, { key: await keyOf(strict), params: { id: webhook.id }, method: "DELETE" });
      untouched();
    },
  );
});
