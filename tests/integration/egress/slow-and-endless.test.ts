import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { RESPONSE_BODY_MAX } from "#lib/egress/exchange";
import { answerOk, drip, flood, send, startRawServer, verdict } from "#tests/support/raw-server";

const OK = "HTTP/1.1 200 OK\r\n";

/** How far over its deadline an attempt may end on a machine that stalls. What these servers do would take minutes. */
const GRACE_MS = 10_000;

// Checklist 37.
describe("one deadline covers everything", () => {
  test("fault 14: a server that accepts and says nothing is a timeout, and the connection is closed", async () => {
    const server = await startRawServer(() => {});
    const result = await send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 600 });
    expect(result).toMatchObject({ ok: false, code: "timeout" });
    expect(!result.ok && result.message).toBe(
      "The server accepted the request, but did not answer within 0.6 seconds.",
    );
    expect(result.timings.totalMs).toBeGreaterThanOrEqual(590);
    expect(result.timings.totalMs).toBeLessThan(600 + GRACE_MS);
    await server.allClosed();
  });

  test("fault 15: headers at a byte a moment don't move the deadline", async () => {
    const server = await startRawServer((socket) => drip(socket, `${OK}x-slow: ${"a".repeat(5000)}`, 50));
    const result = await send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 700 });
    expect(result).toMatchObject({ ok: false, code: "timeout" });
    expect(result.timings.firstByteMs).toBeLessThan(result.timings.totalMs);
    expect(result.timings.totalMs).toBeLessThan(700 + GRACE_MS);
    await server.allClosed();
  });

  test("fault 16: a body at a byte a moment is a timeout that keeps the status and what came", async () => {
    const server = await startRawServer((socket) => {
      socket.write(`${OK}content-length: 5000\r\nx-id: 7\r\n\r\n`);
      drip(socket, "z", 50);
    });
    const result = await send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 700 });
    expect(result).toMatchObject({
      ok: false,
      code: "timeout",
      message: "The answer began, but was not complete within 0.7 seconds.",
      response: { status: 200, truncated: true, headers: expect.arrayContaining([["x-id", "7"]]) },
    });
    expect(!result.ok && result.response?.body.toString()).toMatch(/^z+$/);
    expect(result.timings.totalMs).toBeLessThan(700 + GRACE_MS);
    await server.allClosed();
  });

  test("a 500 whose body does not end stays a 500", async () => {
    const server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 500 Oops\r\ncontent-length: 5000\r\n\r\nhalf");
    });
    const result = await send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 300 });
    expect(result).toMatchObject({ ok: true, response: { status: 500, truncated: true } });
  });

  test("a server that never reads a large request is a timeout too", async () => {
    const server = await startRawServer(() => {});
    const sending = send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 600, body: Buffer.alloc(64 << 20, "x") });
    while (server.sockets.length === 0) await new Promise(setImmediate);
    server.sockets[0]?.pause();
    expect(verdict(await sending)).toBe("timeout");
  });

  test("300 requests that hang leave no socket and no timer behind", async () => {
    const server = await startRawServer(() => {});
    const count = () =>
      process.getActiveResourcesInfo().filter((name) => /^(TCPSocketWrap|Timeout)$/.test(name)).length;
    const before = count();
    const results = await Promise.all(
      Array.from({ length: 300 }, () => send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 1500 })),
    );
    expect(new Set(results.map(verdict))).toEqual(new Set(["timeout"]));
    await server.allClosed();
    await expect.poll(count).toBeLessThanOrEqual(before + 2);
    expect(Math.max(...results.map(({ timings }) => timings.totalMs))).toBeLessThan(1500 + 2 * GRACE_MS);
  });
});

test("fault 31: a thousand requests that hang at a shared host hold up nobody else's there", async () => {
  const server = await startRawServer((socket, request, nth) => {
    if (request.startsWith("POST /healthy")) answerOk(socket, request, nth);
  });
  const url = `http://127.0.0.1:${server.port}`;
  let ended = 0;
  const hanging = Array.from({ length: 1000 }, () => send(`${url}/hang`, { timeoutMs: 30_000 }).finally(() => ended++));
  await expect.poll(() => server.requests.length).toBe(1000);
  expect(verdict(await send(`${url}/healthy`))).toBe(200);
  expect(ended).toBe(0);
  for (const socket of server.sockets) socket.destroy();
  await Promise.all(hanging);
});

describe("what is read is bounded", () => {
  test("fault 17: an endless body is cut at 16 KiB, the status kept, memory flat", async () => {
    const server = await startRawServer((socket) => {
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\n`);
      void flood(socket, `10000\r\n${"x".repeat(0x10000)}\r\n`);
    });
    const before = process.memoryUsage().rss;
    const result = await send(`http://127.0.0.1:${server.port}/`);
    expect(result).toMatchObject({ ok: true, response: { status: 200, truncated: true } });
    expect(result.ok && result.response.body.length).toBe(RESPONSE_BODY_MAX);
    await server.allClosed();
    expect(server.sockets[0]?.bytesWritten).toBeLessThan(32 << 20);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });

  test("a body of exactly 16 KiB is whole, one byte more is truncated", async () => {
    const server = await startRawServer((socket, request) => {
      const length = RESPONSE_BODY_MAX + (request.startsWith("POST /more") ? 1 : 0);
      socket.write(`${OK}content-length: ${length}\r\n\r\n${"b".repeat(length)}`);
    });
    const exact = await send(`http://127.0.0.1:${server.port}/exact`);
    expect(exact.ok && exact.response).toMatchObject({ truncated: false, body: { length: RESPONSE_BODY_MAX } });
    const more = await send(`http://127.0.0.1:${server.port}/more`);
    expect(more.ok && more.response).toMatchObject({ truncated: true, body: { length: RESPONSE_BODY_MAX } });
    // The first left its connection for the second; the second could not, and the third has a new one.
    await send(`http://127.0.0.1:${server.port}/exact`);
    expect(server.sockets).toHaveLength(2);
  });

  test("fault 18: a gzip bomb is not decoded, and not asked for", async () => {
    const bomb = gzipSync(Buffer.alloc(200 << 20));
    const before = process.memoryUsage().rss;
    const server = await startRawServer((socket) => {
      socket.write(`${OK}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    });
    const result = await send(`http://127.0.0.1:${server.port}/`, { headers: [["accept-encoding", "identity"]] });
    expect(result.ok && result.response.body).toEqual(bomb.subarray(0, RESPONSE_BODY_MAX));
    expect(server.requests[0]).toContain("accept-encoding: identity");
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });

  test.each([
    ["one header of 200 KB", `x-big: ${"a".repeat(200_000)}\r\n`],
    ["10,000 headers", "x-many: abc\r\n".repeat(10_000)],
  ])("fault 19: %s is a protocol error", async (_, headers) => {
    const server = await startRawServer((socket) => socket.write(`${OK}${headers}content-length: 0\r\n\r\n`));
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      ok: false,
      code: "protocol_error",
      message: "The answer's headers are larger than 32 KiB.",
    });
    await server.allClosed();
  });

  test("fault 19: headers without end are a protocol error long before the deadline", async () => {
    const server = await startRawServer((socket) => {
      socket.write(OK);
      void flood(socket, `x-flood: ${"f".repeat(1000)}\r\n`);
    });
    const result = await send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 10_000 });
    expect(verdict(result)).toBe("protocol_error");
  });
});
