import { describe, expect, test } from "vitest";
import { answerBytes, answerOk, type RawAnswer, send, startRawServer, verdict } from "#tests/support/raw-server";

const OK = "HTTP/1.1 200 OK\r\n";
const HELD = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";

const reset: RawAnswer = (socket) => socket.resetAndDestroy();

describe("fault 20: answers that are no HTTP, or not all of it", () => {
  test.each<[what: string, answer: RawAnswer, expected: string | number]>([
    ["garbage", answerBytes("\x00\x01\x02 hello\r\n\r\n"), "protocol_error"],
    ["an SSH banner", answerBytes("SSH-2.0-OpenSSH_9.2\r\n"), "protocol_error"],
    ["HTTP/0.9", answerBytes("<html>hello</html>"), "protocol_error"],
    ["an HTTP/2 preface", answerBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "protocol_error"],
    ["an HTTP/2 settings frame", answerBytes("\x00\x00\x12\x04\x00\x00\x00\x00\x00"), "protocol_error"],
    ["a status of four digits", answerBytes("HTTP/1.1 2000 OK\r\n\r\n"), "protocol_error"],
    ["a header without a name", answerBytes(`${OK}: x\r\n\r\n`), "protocol_error"],
    ["a NUL in a header", answerBytes(`${OK}a: b\x00c\r\ncontent-length: 0\r\n\r\n`), "protocol_error"],
    ["two lengths", answerBytes(`${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`), "protocol_error"],
    [
      "a length and chunks",
      answerBytes(`${OK}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
      "protocol_error",
    ],
    [
      "a chunk size that is no number",
      answerBytes(`${OK}transfer-encoding: chunked\r\n\r\nzz\r\nab\r\n`),
      "protocol_error",
    ],
    ["nothing, politely", (socket) => socket.end(), "connection_closed"],
    ["a reset", reset, "connection_closed"],
    ["half a status line", answerBytes("HTTP/1.1 2"), "connection_closed"],
    ["half the headers", answerBytes(`${OK}content-le`), "connection_closed"],
    ["a body that is cut off", answerBytes(`${OK}content-length: 100\r\n\r\nhalf`), "connection_closed"],
    [
      "a chunked body that is cut off",
      answerBytes(`${OK}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`),
      "connection_closed",
    ],
    [
      "101 Switching Protocols",
      answerBytes("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
      "protocol_error",
    ],
    ["a flood of 1xx", answerBytes(HELD.repeat(1000) + OK), "protocol_error"],
    ["a few 1xx and then 200", answerBytes(`${HELD.repeat(3)}${OK}content-length: 2\r\n\r\nok`), 200],
    ["HTTP/1.0 whose end is the close", answerBytes("HTTP/1.0 200 OK\r\n\r\nuntil the close"), 200],
    ["no length and a close", answerBytes(`${OK}connection: close\r\n\r\nuntil the close`), 200],
    ["204", answerBytes("HTTP/1.1 204 No Content\r\n\r\n"), 204],
    ["200 with no reason", answerBytes("HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n"), 200],
    ["599", answerBytes("HTTP/1.1 599 X\r\ncontent-length: 0\r\n\r\n"), 599],
    ["a 503 that is cut off", answerBytes("HTTP/1.1 503 X\r\nretry-after: 60\r\ncontent-length: 9\r\n\r\nhalf"), 503],
  ])("%s", async (_, answer, expected) => {
    const server = await startRawServer(answer);
    const result = await send(`http://127.0.0.1:${server.port}/`);
    expect(verdict(result)).toBe(expected);
    // Only the connection, never the request, is tried again; and it was new.
    expect(server.requests).toHaveLength(1);
    await server.allClosed();
  });

  test("a reset in the middle of a 200 keeps what came", async () => {
    const server = await startRawServer((socket) => {
      socket.write(`${OK}content-length: 100\r\n\r\nhalf`, () => setTimeout(() => socket.resetAndDestroy(), 50));
    });
    expect(await send(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      ok: false,
      code: "connection_closed",
      message: "The server closed the connection in the middle of its answer.",
      response: { status: 200, truncated: true, body: Buffer.from("half") },
    });
  });

  test("an answer that a receiver ends by closing its half of the connection counts", async () => {
    const server = await startRawServer((socket) => {
      socket.end(`${OK}content-length: 2\r\n\r\nok`);
    });
    expect(verdict(await send(`http://127.0.0.1:${server.port}/`))).toBe(200);
  });

  test("nobody listening is a refused connection", async () => {
    const result = await send("http://127.0.0.1:1/");
    expect(result).toMatchObject({
      ok: false,
      code: "connection_refused",
      message: "The server refused the connection.",
    });
  });

  test("a second answer that nobody asked for is not taken for the next one", async () => {
    const server = await startRawServer((socket, _, nth) => {
      const answer = `${OK}content-length: 1\r\n\r\n${nth}`;
      socket.write(nth === 1 ? `${answer}HTTP/1.1 500 Smuggled\r\ncontent-length: 1\r\n\r\nX` : answer);
    });
    const url = `http://127.0.0.1:${server.port}/`;
    expect(verdict(await send(url))).toBe(200);
    const second = await send(url);
    expect(second.ok && second.response).toMatchObject({ status: 200, body: Buffer.from("2") });
  });
});

describe("fault 23: redirects", () => {
  test.each([301, 302, 303, 307, 308])("%i is one request, and its target gets none", async (status) => {
    const canary = await startRawServer(answerOk);
    const server = await startRawServer((socket) => {
      socket.write(
        `HTTP/1.1 ${status} Moved\r\nlocation: http://127.0.0.1:${canary.port}/\r\ncontent-length: 0\r\n\r\n`,
      );
    });
    expect(verdict(await send(`http://127.0.0.1:${server.port}/`))).toBe(status);
    expect(server.requests).toHaveLength(1);
    expect(canary.sockets).toHaveLength(0);
  });

  test("a redirect to itself, or to a metadata service, is an answer like any other", async () => {
    const server = await startRawServer((socket, request) => {
      const location = request.startsWith("POST /loop") ? "/loop" : "http://169.254.169.254/latest/meta-data/";
      socket.write(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`);
    });
    expect(verdict(await send(`http://127.0.0.1:${server.port}/loop`))).toBe(302);
    expect(verdict(await send(`http://127.0.0.1:${server.port}/meta`))).toBe(302);
    expect(server.requests).toHaveLength(2);
  });
});
