import { describe, expect, test } from "vitest";
import { answerOk, closed, send, startRawServer, verdict } from "#tests/support/raw-server";

/** Sends, and waits the turn of the event loop after which the connection is free again. */
async function sendAndRest(url: string) {
  const result = await send(url);
  await new Promise((resolve) => setTimeout(resolve, 10));
  return result;
}

describe("kept-alive connections", () => {
  test("serve the next request; only the first has connect timings", async () => {
    const server = await startRawServer(answerOk);
    const url = `http://127.0.0.1:${server.port}/`;
    const first = await sendAndRest(url);
    const second = await send(url);
    expect(server.sockets).toHaveLength(1);
    expect(first.timings.connectMs).toBeGreaterThan(0);
    expect(second.timings.connectMs).toBeUndefined();
    expect(first.timings.tlsMs).toBeUndefined();
  });

  test("are never reused for another address of the same name: fault 51, rebinding between attempts", async () => {
    const server = await startRawServer(answerOk);
    const url = `http://hooks.example.test:${server.port}/`;
    expect(verdict(await send(url, { lookup: async () => ["127.0.0.1"] }))).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 10));
    // Nobody listens there. A pooled connection would have answered.
    expect(verdict(await send(url, { lookup: async () => ["127.0.0.2"] }))).toBe("connection_refused");
    expect(verdict(await send(url, { lookup: async () => ["10.0.0.1"] }))).toBe("blocked_address");
    expect(server.requests).toHaveLength(1);
  });

  test("that the receiver closed while idle are not used", async () => {
    const server = await startRawServer(answerOk);
    const url = `http://127.0.0.1:${server.port}/`;
    await sendAndRest(url);
    server.sockets[0]?.end();
    await server.allClosed();
    expect(verdict(await send(url))).toBe(200);
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ["closes", "end"],
    ["resets", "resetAndDestroy"],
  ] as const)(
    "that the receiver %s just as we write are no failure: the request goes once more, on a new one",
    async (_, how) => {
      const server = await startRawServer((socket, request, nth) => {
        if (nth === 2) socket[how]();
        else answerOk(socket, request, nth);
      });
      const url = `http://127.0.0.1:${server.port}/`;
      await sendAndRest(url);
      const result = await send(url);
      expect(verdict(result)).toBe(200);
      expect(result.timings.connectMs).toBeGreaterThan(0);
      // The same bytes twice: at least once, with one message id.
      expect(server.requests[1]).toBe(server.requests[2]);
      await server.allClosed();
    },
  );

  test("are given up after one such repetition", async () => {
    const server = await startRawServer((socket, request, nth) => {
      if (nth === 1) answerOk(socket, request, nth);
      else socket.end();
    });
    const url = `http://127.0.0.1:${server.port}/`;
    await sendAndRest(url);
    expect(verdict(await send(url))).toBe("connection_closed");
    expect(server.requests).toHaveLength(3);
  });

  test("are not repeated when a byte of an answer came, or when it was the deadline that ended them", async () => {
    const server = await startRawServer((socket, request, nth) => {
      if (nth === 2) socket.end("HTTP/1.1 2");
      else if (nth !== 4) answerOk(socket, request, nth);
    });
    const url = `http://127.0.0.1:${server.port}/`;
    await sendAndRest(url);
    expect(verdict(await send(url))).toBe("connection_closed");
    await sendAndRest(url);
    expect(verdict(await send(url, { timeoutMs: 300 }))).toBe("timeout");
    expect(server.requests).toHaveLength(4);
  });

  test("are closed after an answer that asks for it", async () => {
    const server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
    });
    const url = `http://127.0.0.1:${server.port}/`;
    await sendAndRest(url);
    await send(url);
    expect(server.sockets).toHaveLength(2);
  });
});

describe("several addresses", () => {
  test("a refused one is passed over", async () => {
    const server = await startRawServer(answerOk);
    const result = await send(`http://hooks.example.test:${server.port}/`, {
      lookup: async () => ["127.0.0.9", "127.0.0.1"],
    });
    expect(result).toMatchObject({ ok: true, remoteAddress: "127.0.0.1" });
  });

  test("once the request has been sent to one, no other gets it", async () => {
    const server = await startRawServer((socket) => socket.end());
    const result = await send(`http://hooks.example.test:${server.port}/`, {
      lookup: async () => ["127.0.0.1", "::1", "127.0.0.9"],
    });
    expect(verdict(result)).toBe("connection_closed");
    expect(server.requests).toHaveLength(1);
  });

  test("one that does not take us in is left for the next before the deadline", async () => {
    // TLS stalls on the first; with three seconds to spend on two addresses it gets half.
    const silent = await startRawServer(() => {});
    const result = await send(`https://hooks.example.test:${silent.port}/`, {
      timeoutMs: 1000,
      lookup: async () => ["127.0.0.1", "127.0.0.9"],
    });
    expect(result).toMatchObject({ ok: false, code: "connection_refused", remoteAddress: "127.0.0.9" });
    await closed(silent.sockets[0] ?? expect.unreachable());
  });
});
