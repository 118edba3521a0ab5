import fc from "fast-check";
import { expect, test } from "vitest";
import { ERROR_INFO } from "#lib/attempts/error-codes";
import { RESPONSE_BODY_MAX } from "#lib/egress/exchange";
import { send, startRawServer } from "#tests/support/raw-server";

const line = fc.constantFrom(
  "HTTP/1.1 200 OK",
  "HTTP/1.0 200 OK",
  "HTTP/1.1 204 No Content",
  "HTTP/1.1 304 Not Modified",
  "HTTP/1.1 500 Oops",
  "HTTP/1.1 100 Continue",
  "HTTP/1.1 101 Switching Protocols",
  "HTTP/1.1 103 Early Hints",
  "HTTP/2 200",
  "HTTP/1.1 20",
  "ICY 200 OK",
);
const header = fc.constantFrom(
  "content-length: 5",
  "content-length: 0",
  "content-length: -1",
  "content-length: 99999999999999999999",
  "transfer-encoding: chunked",
  "transfer-encoding: gzip, chunked",
  "connection: close",
  "connection: upgrade",
  "upgrade: websocket",
  "keep-alive: timeout=0",
  "keep-alive: timeout=99999999999",
  "trailer: x",
  "location: http://127.0.0.1:1/",
  " folded: x",
  "no colon",
  ": no name",
  `x: ${"y".repeat(40_000)}`,
);
const body = fc.constantFrom(
  "",
  "hello",
  "5\r\nhello\r\n0\r\n\r\n",
  "5;a=b\r\nhello\r\n0\r\nx: 1\r\n\r\n",
  "ffffffffff\r\nx",
  "0\r\n\r\n",
);
const message = fc
  .tuple(line, fc.array(header, { maxLength: 4 }), fc.constantFrom("\r\n", "\n", "\r"), body)
  .map(([first, headers, end, content]) => `${[first, ...headers].join(end)}${end}${end}${content}`);
const bytes = fc.oneof(
  { weight: 5, arbitrary: fc.array(message, { minLength: 1, maxLength: 3 }).map((messages) => messages.join("")) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("latin1")) },
);
const ending = fc.constantFrom("end", "resetAndDestroy", "stay");

/** What a receiver says in two pieces, and how it leaves. */
const behaviour = fc.record({ bytes, cut: fc.nat(100), ending });

test("fault 20: whatever bytes come back, an attempt ends in time with a status or a code that is explained", async () => {
  let next: { bytes: string; cut: number; ending: "end" | "resetAndDestroy" | "stay" } | undefined;
  const server = await startRawServer((socket) => {
    const said = next;
    if (!said) return;
    socket.write(said.bytes.slice(0, said.cut), "latin1");
    setImmediate(() => {
      socket.write(said.bytes.slice(said.cut), "latin1");
      if (said.ending !== "stay") setImmediate(() => socket[said.ending as "end"]());
    });
  });
  await fc.assert(
    fc.asyncProperty(behaviour, async (said) => {
      next = said;
      const result = await send(`http://127.0.0.1:${server.port}/`, { timeoutMs: 150 });
      expect(result.timings.totalMs).toBeLessThan(20_000);
      const { response } = result;
      if (response) {
        expect(response.status).toBeGreaterThanOrEqual(200);
        expect(response.body.length).toBeLessThanOrEqual(RESPONSE_BODY_MAX);
      }
      if (!result.ok) {
        expect(ERROR_INFO[result.code]).toBeDefined();
        expect(result.message).toMatch(/^[A-Z].*\.$/);
        // What is left for "something else" would be a cause that nobody has named.
        expect(result.code, result.message).not.toBe("connection_failed");
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
});
