import { connect, type Socket } from "node:net";

export interface RawResponse {
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** What a body is made of when it is more than one piece: written as fast as the server takes it. */
type Body = Buffer | Iterable<Buffer> | AsyncIterable<Buffer>;

/**
 * Sends a request of exactly these bytes over a connection of its own, and reads what comes back, also while it is
 * still writing. Nothing is added but the two lines every request needs.
 *
 * @throws when the server closes the connection without an answer
 */
export async function rawRequest(url: string, head: string[], body: Body = Buffer.alloc(0)): Promise<RawResponse> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answer = readResponse(socket);
  socket.write(`POST ${pathname}${search} HTTP/1.1\r\n${[`Host: ${hostname}:${port}`, ...head].join("\r\n")}\r\n\r\n`);
  let answered = false;
  const done = answer.finally(() => {
    answered = true;
  });
  done.catch(() => {});
  for await (const chunk of Buffer.isBuffer(body) ? [body] : body) {
    if (answered || socket.destroyed) break;
    if (!socket.write(chunk)) await Promise.race([done, new Promise((resolve) => socket.once("drain", resolve))]);
  }
  return done.finally(() => socket.destroy());
}

function readResponse(socket: Socket): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const response = parse(received.toString("latin1"));
      if (response) resolve(response);
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`The connection was closed after ${received.length} bytes.`)));
  });
}

function parse(text: string): RawResponse | null {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const raw = text.slice(end + 4);
  const chunked = headers.get("transfer-encoding") === "chunked";
  if (chunked ? !raw.endsWith("0\r\n\r\n") : raw.length < Number(headers.get("content-length") ?? 0)) return null;
  const body = chunked ? [...chunks(raw)].join("") : raw;
  return { status: Number(first.split(" ")[1]), headers, body: Buffer.from(body, "latin1").toString() };
}

function* chunks(raw: string): Generator<string> {
  for (let at = 0; ; ) {
    const line = raw.indexOf("\r\n", at);
    const size = Number.parseInt(raw.slice(at, line), 16);
    if (!(size > 0)) return;
    yield raw.slice(line + 2, line + 2 + size);
    at = line + 4 + size;
  }
}
