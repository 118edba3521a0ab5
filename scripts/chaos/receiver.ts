import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook as Verifier } from "standardwebhooks";

/** What a receiver does with a request once it has read and noted it. */
export type Manner = (response: ServerResponse, request: IncomingMessage) => void;

/** What a receiver knows of one message id. */
export interface Noted {
  count: number;
  /** `Date.now()` of the first and the last request. */
  firstAt: number;
  lastAt: number;
  bodyHash: string;
}

/** One webhook's receiver: a path of the server, its ledger and what was wrong with requests. */
export class Target {
  readonly url: string;
  readonly ledger = new Map<string, Noted>();
  /** What a receiver of Standard Webhooks would object to. */
  readonly objections: string[] = [];
  /** Requests that have not been answered. */
  open = 0;
  total = 0;
  /** The secrets that this receiver knows. */
  secrets: string[] = [];
  manner: Manner;

  constructor(url: string, manner: Manner) {
    this.url = url;
    this.manner = manner;
  }

  get duplicates(): number {
    return this.total - this.ledger.size;
  }

  take(headers: Record<string, string>, body: string): void {
    this.total++;
    const id = headers["webhook-id"] ?? "";
    const refusals = this.secrets.map((secret) => refusal(secret, headers, body));
    if (!refusals.includes(null)) this.objections.push(`${id}: ${refusals}`);
    const bodyHash = createHash("sha256").update(body).digest("base64");
    const now = Date.now();
    const noted = this.ledger.get(id);
    if (!noted) {
      this.ledger.set(id, { count: 1, firstAt: now, lastAt: now, bodyHash });
      return;
    }
    noted.count++;
    noted.lastAt = now;
    if (noted.bodyHash !== bodyHash) this.objections.push(`${id}: another body than before`);
  }
}

/** What the official package finds wrong with a request, or null. */
function refusal(secret: string, headers: Record<string, string>, body: string): string | null {
  try {
    new Verifier(secret).verify(body, headers);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A real HTTP server on loopback with a target per path. */
export class Receivers {
  readonly #targets = new Map<string, Target>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => this.#serve(request, response));
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  add(manner: Manner = ok): Target {
    const path = `/${this.#targets.size}`;
    const target = new Target(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`, manner);
    this.#targets.set(path, target);
    return target;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const target = this.#targets.get(request.url ?? "");
    if (!target) {
      response.writeHead(404).end();
      return;
    }
    const chunks: Buffer[] = [];
    target.open++;
    response.once("close", () => target.open--);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      target.take(request.headers as Record<string, string>, Buffer.concat(chunks).toString());
      target.manner(response, request);
    });
  }
}

export const ok: Manner = (response) => {
  response.end("ok");
};
/** Answers after a while, so that requests are in flight whenever a fault strikes. */
export const after =
  (ms: number): Manner =>
  (response) => {
    setTimeout(() => response.end("ok"), ms);
  };

/** Receivers that fail (RELIABILITY.md §6, 14–20). */
export const MISBEHAVIOUR = {
  "14 hangs": () => {},
  "20 resets": (_, request) => {
    request.socket.resetAndDestroy();
  },
  "16 drips": (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("."), 200);
    response.once("close", () => clearInterval(timer));
  },
  "500s": (response) => {
    response.writeHead(500).end("broken");
  },
  "20 closes mid-body": (response, request) => {
    response.writeHead(500, { "content-length": "100" });
    response.write("half");
    setImmediate(() => request.socket.destroy());
  },
  "20 speaks garbage": (_, request) => {
    request.socket.end("\u0000\u0001 220 mail.example ESMTP\r\n\u0000");
  },
  "19 floods headers": (response) => {
    for (let i = 0; i < 64; i++) response.setHeader(`x-flood-${i}`, "x".repeat(8000));
    response.end();
  },
} as const satisfies Record<string, Manner>;
