import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Page, Request } from "playwright-core";
import { Client } from "undici";

/** A page is opened, or the app moves to it: Next.js then asks for its content alone. */
export const KINDS = ["opened", "moved to"] as const;
export type Kind = (typeof KINDS)[number];

/** What Next.js streams in place of a part of the page that failed. */
const FAILED_PART = /data-dgst=|\b[0-9a-f]+:E\{"digest"/;
const PROTOCOL_HEADERS = /^(?::|host$|connection$|content-length$)/;

/** Requests pages as the browser does, with the headers it sent. */
export class PageReader {
  readonly #client: Client;
  readonly #headers: Record<Kind, Record<string, string>>;
  readonly #rsc: string;

  private constructor(origin: string, headers: Record<Kind, Record<string, string>>, rsc: string) {
    this.#client = new Client(origin);
    this.#headers = headers;
    this.#rsc = rsc;
  }

  /** Opens a list in the browser and filters it: the two requests that all others are like. */
  static async learnFrom(page: Page, path: string): Promise<PageReader> {
    const isDocument = (request: Request) => request.resourceType() === "document";
    const [opened] = await Promise.all([
      page.waitForRequest(isDocument),
      page.goto(path, { waitUntil: "networkidle" }),
    ]);
    await page.getByRole("combobox", { name: "Status" }).click();
    const isMove = (request: Request) => request.url().includes("status=failed") && request.url().includes("_rsc=");
    const [moved] = await Promise.all([
      page.waitForRequest(isMove),
      page.getByRole("option", { name: "Failed" }).click(),
    ]);
    const headers = { opened: await headersOf(opened), "moved to": await headersOf(moved) };
    const url = new URL(moved.url());
    return new PageReader(url.origin, headers, url.searchParams.get("_rsc") ?? "");
  }

  /** Milliseconds from sending the request to the last byte of the answer. */
  async time(path: string, kind: Kind): Promise<number> {
    const suffix = kind === "opened" ? "" : `${path.includes("?") ? "&" : "?"}_rsc=${this.#rsc}`;
    const startedAt = performance.now();
    const answer = await this.#client.request({ method: "GET", path: path + suffix, headers: this.#headers[kind] });
    const body = Buffer.from(await answer.body.arrayBuffer());
    const ms = performance.now() - startedAt;
    const text = decoded(body, answer.headers["content-encoding"]);
    if (answer.statusCode !== 200 || FAILED_PART.test(text) || !text.includes("</") === (kind === "opened")) {
      throw new Error(`${path} was answered ${answer.statusCode}: ${text.slice(0, 300)}`);
    }
    return ms;
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

async function headersOf(request: Request): Promise<Record<string, string>> {
  const all = Object.entries(await request.allHeaders());
  return Object.fromEntries(all.filter(([name]) => !PROTOCOL_HEADERS.test(name)));
}

function decoded(body: Buffer, encoding: string | string[] | undefined): string {
  if (encoding === "br") return brotliDecompressSync(body).toString();
  return (encoding === "gzip" ? gunzipSync(body) : body).toString();
}
