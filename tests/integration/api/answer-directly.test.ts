import { Agent, createServer, type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { BODY_MAX_BYTES } from "#lib/events/parse-publish";
import { publish } from "#lib/events/publish-route";
import { guardRequests } from "#lib/http/guard-requests";
import { API_HEADERS, SECURITY_HEADERS } from "#lib/http/security-headers";
import { Problem } from "#lib/openapi/schemas";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

// Publishing over HTTP as the web process serves it: at the HTTP server, around Next.js.

await createTestDatabase();
setWakeSender(async () => {});
guardRequests(new Map([["POST /api/v1/events", publish]]));
const server = createServer((_request, response) => response.end("Next.js"));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const workspace = await createTestWorkspace();
const key = await workspace.publishKey();
afterAll(() => {
  agent.destroy();
  server.close();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Every request on the same connection, its body in as many writes as there are chunks. */
async function send(chunks: Buffer[], headers: Record<string, string> = {}, path = "/api/v1/events"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { agent, port, host: "127.0.0.1", method: "POST", path, headers: { authorization: `Bearer ${key}`, ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    call.on("error", reject);
    for (const chunk of chunks) call.write(chunk);
    call.end();
  });
}

const event = (data: string) => Buffer.from(`{"workspace":"${workspace.slug}","type":"invoice.paid","data":${data}}`);

test.each(["/api/v1/events", "/api/v1/events?source=cron"])(
  "POST %s is accepted, with all of our headers",
  async (path) => {
    const answer = await send([event('{"n":1}')], { "x-request-id": "order-0000001" }, path);
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.text).data).toMatchObject([{ type: "invoice.paid", duplicate: false }]);
    expect(answer.headers).toMatchObject({
      ...SECURITY_HEADERS,
      ...API_HEADERS,
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-request-id": "order-0000001",
      ratelimit: expect.stringContaining('"publish-key"'),
    });
  },
);

test.each(["/api/v1/events/", "/api/v1/eventsX", "/api/v1/webhooks"])("POST %s goes to Next.js", async (path) => {
  expect(await send([event("{}")], {}, path)).toMatchObject({ status: 200, text: "Next.js" });
});

test("data is kept to the byte, wherever the connection cuts it, with and without Content-Length", async () => {
  const data = '{"z":1.0, "ü":"\\u00e9 – 😀","10":1}';
  const whole = event(data);
  for (const headers of [{}, { "content-length": String(whole.length) }]) {
    const sent = await send(
      Array.from(whole, (byte) => Buffer.from([byte])),
      headers,
    );
    expect(sent.status).toBe(202);
    const [row] = await db().event.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "desc" }, take: 1 });
    expect(row?.data).toBe(data);
  }
});

test.each([
  ["no key", [event("{}")], { authorization: "" }, 401, "unauthenticated"],
  ["another content type", [event("{}")], { "content-type": "image/png" }, 415, "unsupported_media_type"],
  ["no JSON", [Buffer.from("{")], {}, 400, "invalid_json"],
  [
    "too much announced",
    [Buffer.alloc(BODY_MAX_BYTES + 1)],
    { "content-length": String(BODY_MAX_BYTES + 1) },
    413,
    "payload_too_large",
  ],
  ["too much in chunks", Array.from({ length: 21 }, () => Buffer.alloc(1024 * 1024)), {}, 413, "payload_too_large"],
] as const)("%s is refused with its problem, and the connection goes on", async (_, chunks, headers, status, code) => {
  const refused = await send([...chunks], headers);
  expect(refused.headers["content-type"]).toBe("application/problem+json");
  expect(Problem.parse(JSON.parse(refused.text))).toMatchObject({ status, code });
  expect((await send([event('{"after":true}')])).status).toBe(202);
});

test("a body whose sender goes away is accepted neither in part nor as a whole", async () => {
  const before = await db().event.count({ where: { workspaceId: workspace.id } });
  const whole = event('{"n":2}');
  await new Promise<void>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      const head = `POST /api/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\ncontent-length: ${whole.length}\r\n\r\n`;
      socket.write(head);
      socket.write(whole.subarray(0, -1), () => socket.resetAndDestroy());
    });
    socket.on("close", () => resolve());
  });
  expect((await send([event('{"after":true}')])).status).toBe(202);
  expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(before + 1);
});

test("requests that come at once on one connection are answered in their order", async () => {
  const ids = ["a", "b", "c"].map((name) => `pipelined-${name}-1`);
  const body = event("{}");
  const received = await new Promise<string>((resolve, reject) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => {
      for (const id of ids) {
        const head = [
          "host: x",
          `authorization: Bearer ${key}`,
          `x-request-id: ${id}`,
          `content-length: ${body.length}`,
        ];
        if (id === ids.at(-1)) head.push("connection: close");
        socket.write(`POST /api/v1/events HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
        socket.write(body);
      }
    });
    socket.on("data", (part) => {
      text += part;
    });
    socket.on("error", reject).on("end", () => resolve(text));
  });
  expect(received.match(/HTTP\/1\.1 202/g)).toHaveLength(3);
  expect([...received.matchAll(/x-request-id: (\S+)/g)].map((found) => found[1])).toEqual(ids);
});
