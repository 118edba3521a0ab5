import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { afterAll, expect } from "vitest";
import { type EgressRequest, type EgressResult, sendRequest } from "#lib/egress/send";

/** What a receiver does with a request it has read to its end. `nth` counts requests, from 1. */
export type RawAnswer = (socket: Socket, request: string, nth: number) => void;

export interface RawServer {
  port: number;
  /** Every connection there was, in order. */
  sockets: Socket[];
  /** Every request, as it came over the wire, one byte a character. */
  requests: string[];
  /** Resolves when no connection is open any more; fails when one still is after two seconds. */
  allClosed(): Promise<void>;
}

/** A receiver that speaks whatever bytes it is told to, on loopback. Closed after the file's tests. */
export function startRawServer(answer: RawAnswer, host = "127.0.0.1", port = 0): Promise<RawServer> {
  return listen(createServer(), "connection", answer, host, port);
}

/** The same behind TLS. */
export function startRawTlsServer(options: TlsOptions, answer: RawAnswer = answerOk): Promise<RawServer> {
  return listen(createTlsServer(options), "secureConnection", answer, "127.0.0.1");
}

async function listen(server: Server, event: string, answer: RawAnswer, host: string, port = 0): Promise<RawServer> {
  const sockets: Socket[] = [];
  const requests: string[] = [];
  server.on("tlsClientError", () => {});
  server.on("connection", (socket: Socket) => {
    socket.on("error", () => {});
    sockets.push(socket);
  });
  server.on(event, (socket: Socket) => {
    let received = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const end = endOfRequest(received);
      if (end === undefined) return;
      requests.push(received.slice(0, end));
      received = received.slice(end);
      answer(socket, requests.at(-1) ?? "", requests.length);
    });
  });
  server.listen({ port, host, backlog: 2048 });
  await once(server, "listening");
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    requests,
    allClosed: async () => {
      await expect.poll(() => sockets.every((socket) => socket.closed)).toBe(true);
    },
  };
}

/** Resolves when a connection is closed, by whomever and however. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => (socket.closed ? resolve() : socket.once("close", () => resolve())));
}

/** Writes a chunk for ever, as fast as it is taken. @returns how many bytes were */
export async function flood(socket: Socket, chunk: string): Promise<number> {
  while (!socket.destroyed) {
    if (socket.write(chunk)) continue;
    await Promise.race([new Promise((resolve) => socket.once("drain", resolve)), closed(socket)]);
  }
  return socket.bytesWritten;
}

function endOfRequest(received: string): number | undefined {
  const head = received.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
  const end = head + 4 + length;
  return received.length >= end ? end : undefined;
}

/** A plain 200 that keeps the connection. */
export const answerOk: RawAnswer = (socket) => void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");

/** Answers with these bytes, and ends the connection. */
export const answerBytes =
  (bytes: string): RawAnswer =>
  (socket) =>
    void socket.end(bytes, "latin1");

/** Writes these bytes one at a time, `everyMs`, as long as somebody listens. */
export function drip(socket: Socket, bytes: string, everyMs: number) {
  let i = 0;
  const timer = setInterval(() => {
    socket.write(bytes[i % bytes.length] ?? " ");
    i++;
  }, everyMs);
  socket.once("close", () => clearInterval(timer));
}

/** What demo mode allows: loopback, at any port, over plain http. */
export const LOOPBACK_POLICY: EgressRequest["policy"] = {
  allowHttp: true,
  allowLoopback: true,
  allowNetworks: [],
  ownHost: null,
  ownPort: null,
  ownAddresses: new Set(),
};

/** What a production instance allows. */
export const STRICT_POLICY: EgressRequest["policy"] = { ...LOOPBACK_POLICY, allowHttp: false, allowLoopback: false };

/** Sends a small JSON body with two seconds to answer, unless told otherwise. */
export function send(url: string, request: Partial<EgressRequest> = {}): Promise<EgressResult> {
  return sendRequest({
    url,
    headers: [["content-type", "application/json"]],
    body: Buffer.from('{"type":"invoice.paid"}'),
    timeoutMs: 2000,
    policy: LOOPBACK_POLICY,
    ...request,
  });
}

/** The error code of a result, or its status. */
export function verdict(result: EgressResult): string | number {
  return result.ok ? result.response.status : result.code;
}
