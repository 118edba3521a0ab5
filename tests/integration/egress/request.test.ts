import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, test } from "vitest";
import { answerOk, send, startRawServer, verdict } from "#tests/support/raw-server";

const hasIPv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));

describe("what arrives", () => {
  test("is one POST with the exact body bytes, their length, and the headers as given", async () => {
    const server = await startRawServer(answerOk);
    const body = Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x0d, 0x0a, 0x0d, 0x0a, 0x7d]);
    await send(`http://127.0.0.1:${server.port}/hook`, {
      body,
      headers: [
        ["Content-Type", "application/json"],
        ["X-Name", "J\u00f6rg \u00a3"],
        ["x-empty", ""],
        ["x-twice", "1"],
        ["x-twice", "2"],
      ],
    });
    expect(server.requests).toEqual([
      `POST /hook HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nconnection: keep-alive\r\nContent-Type: application/json\r\n` +
        `X-Name: J\u00f6rg \u00a3\r\nx-empty: \r\nx-twice: 1\r\nx-twice: 2\r\ncontent-length: 9\r\n\r\n${body.toString("latin1")}`,
    ]);
  });

  test.each([
    ["/a?b=c&d=%20#fragment", "/a?b=c&d=%20"],
    ["", "/"],
    ["?q", "/?q"],
    ["/ünï/日本", "/%C3%BCn%C3%AF/%E6%97%A5%E6%9C%AC"],
    ["/a/../b//c/.", "/b//c/"],
    ["/%2e%2e/x%2Fy", "/x%2Fy"],
    [`/${"p".repeat(2000)}`, `/${"p".repeat(2000)}`],
  ])("the path %s is sent as %s", async (path, sent) => {
    const server = await startRawServer(answerOk);
    expect(verdict(await send(`http://127.0.0.1:${server.port}${path}`))).toBe(200);
    expect(server.requests[0]?.split(" ")[1]).toBe(sent);
  });

  test("an empty body has the length 0", async () => {
    const server = await startRawServer(answerOk);
    await send(`http://127.0.0.1:${server.port}/`, { body: Buffer.alloc(0) });
    expect(server.requests[0]).toContain("content-length: 0\r\n");
  });

  // Fault 49, the second line of defence: such headers are refused on save.
  test("fault 49: headers that would redirect or reframe the request are never sent", async () => {
    const server = await startRawServer(answerOk);
    const forged = [
      "Host",
      "Content-Length",
      "Transfer-Encoding",
      "Connection",
      "Upgrade",
      "Expect",
      "TE",
      "Keep-Alive",
    ];
    await send(`http://127.0.0.1:${server.port}/`, { headers: forged.map((name) => [name, "7"]) });
    const [head] = server.requests[0]?.split("\r\n\r\n") ?? [];
    expect(head?.split("\r\n").slice(1)).toEqual([
      `host: 127.0.0.1:${server.port}`,
      "connection: keep-alive",
      "content-length: 23",
    ]);
  });

  test.each(["a\r\nx-injected: 1", "a\nb", "nul\0", "日本"])(
    "fault 49: a header value %j sends nothing",
    async (value) => {
      const server = await startRawServer(answerOk);
      const result = await send(`http://127.0.0.1:${server.port}/`, { headers: [["x-a", value]] });
      expect(result.ok).toBe(false);
      expect(server.requests).toEqual([]);
    },
  );

  test.skipIf(!hasIPv6)("an IPv6 address is a target like any other", async () => {
    const server = await startRawServer(answerOk, "::1");
    expect(await send(`http://[::1]:${server.port}/`)).toMatchObject({ ok: true, remoteAddress: "::1" });
    expect(server.requests[0]).toContain(`host: [::1]:${server.port}\r\n`);
    // One of another spelling reaches the same place.
    expect(verdict(await send(`http://[0:0:0:0:0:0:0:1]:${server.port}/`))).toBe(200);
  });
});

describe("a proxy in the environment", () => {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "NODE_USE_ENV_PROXY"];
  afterEach(() => {
    for (const name of names) delete process.env[name];
  });

  test("is ignored: it would connect where we have not looked", async () => {
    const proxy = await startRawServer(answerOk);
    const server = await startRawServer(answerOk);
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
    expect(verdict(await send(`http://127.0.0.1:${server.port}/`))).toBe(200);
    expect(
      verdict(await send(`http://hooks.example.test:${server.port}/`, { lookup: async () => ["127.0.0.9"] })),
    ).toBe("connection_refused");
    expect(proxy.sockets).toEqual([]);
  });
});

describe("what is recorded of an answer", () => {
  test("headers in order, repeated ones each, bytes as latin-1; the body as the bytes it is", async () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const server = await startRawServer((socket) => {
      socket.write(
        "HTTP/1.1 202 Accepted\r\nSet-Cookie: a=1\r\nX-Latin: caf\u00e9\r\nset-cookie: b=2\r\ncontent-length: 256\r\n\r\n",
        "latin1",
      );
      socket.write(body);
    });
    const result = await send(`http://127.0.0.1:${server.port}/`);
    expect(result.ok && result.response).toEqual({
      status: 202,
      headers: [
        ["set-cookie", "a=1"],
        ["x-latin", "caf\u00e9"],
        ["set-cookie", "b=2"],
        ["content-length", "256"],
      ],
      body,
      truncated: false,
    });
  });

  test("fault 30: a 2xx that speaks of an error is a success", async () => {
    const server = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{"error":"bad"}');
    });
    expect(verdict(await send(`http://127.0.0.1:${server.port}/`))).toBe(200);
  });

  test("the phases, which follow one another", async () => {
    const server = await startRawServer((socket) => {
      setTimeout(() => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"), 100);
      setTimeout(() => socket.write("ok"), 200);
    });
    const { timings } = await send(`http://hooks.example.test:${server.port}/`, {
      lookup: () => new Promise((resolve) => setTimeout(resolve, 50, ["127.0.0.1"])),
    });
    const { dnsMs = 0, connectMs = 0, firstByteMs = 0, totalMs } = timings;
    expect(dnsMs).toBeGreaterThanOrEqual(48);
    expect(connectMs).toBeGreaterThan(0);
    expect(firstByteMs).toBeGreaterThanOrEqual(dnsMs + connectMs + 95);
    expect(totalMs).toBeGreaterThanOrEqual(firstByteMs + 95);
    expect(timings.tlsMs).toBeUndefined();
  });
});
