import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export interface ReceivedRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  receivedAt: Date;
  /** The address it came from. */
  from: string;
}

type Answer = (response: ServerResponse, request: ReceivedRequest, nth: number) => void;

/** A real HTTP receiver on loopback, which remembers what it got and answers as told. Closed after the file's tests. */
export async function startReceiver(answer: Answer = (response) => response.end("ok")) {
  const requests: ReceivedRequest[] = [];
  let current = answer;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const received = {
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        receivedAt: new Date(),
        from: request.socket.remoteAddress ?? "",
      };
      requests.push(received);
      current(response, received, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith: (next: Answer) => {
      current = next;
    },
  };
}

/** Answers with this status. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(code, headers);
    response.end(`status ${code}`);
  };
