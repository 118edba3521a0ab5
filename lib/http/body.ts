import "server-only";
import { AppError } from "#lib/errors/app-error";
import type { HttpRequest } from "#lib/http/request";
import { parseJson } from "#lib/json/parse-json";
import { jsonDepth } from "#lib/json/slice";

/** How long a body may take, and how much longer with every byte that has come: who drips must not hold memory. */
const PATIENCE_MS = 10_000;
const MIN_BYTES_PER_MS = 65.536;

/** A body that fits into a packet or a few is read as a whole. */
const SMALL_BYTES = 64 * 1024;

/** The most bytes of a management request. */
export const MAX_JSON_BYTES = 1024 * 1024;
/** What walks through a body calls itself for every level. */
const MAX_DEPTH = 500;

/**
 * Reads a body without ever holding more than `maxBytes`.
 *
 * @throws {AppError} `payload_too_large`; `request_timeout` when it comes at less than 64 KiB a second, after ten
 * seconds' patience
 */
export async function readBytes(request: HttpRequest, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = () => new AppError("payload_too_large", `The body is larger than ${describe(maxBytes)}.`);
  const announced = Number(request.headers.get("content-length"));
  if (announced > maxBytes) throw tooLarge();
  // Most requests. HTTP holds the sender to what was announced, and one read is much cheaper than a loop of them.
  if (announced > 0 && announced <= SMALL_BYTES) {
    return Buffer.from(await before(PATIENCE_MS + announced / MIN_BYTES_PER_MS, request.arrayBuffer()));
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const startedAt = performance.now();
  for await (const chunk of withTimeout(request.body, () => startedAt + PATIENCE_MS + size / MIN_BYTES_PER_MS)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws {AppError} `request_timeout` when a chunk has not come by the moment that `deadline` says before each */
async function* withTimeout(body: HttpRequest["body"], deadline: () => number): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await before(deadline() - performance.now(), reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // Also what has not been read: who was refused need not be listened to.
    reader.cancel().catch(() => {});
  }
}

/** What has been read, if that takes at most `ms`. */
function before<T>(ms: number, reading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new AppError("request_timeout", "The body came too slowly. Nothing was accepted."));
    const timer = setTimeout(late, Math.max(0, ms));
    reading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Reads a body as UTF-8 text.
 *
 * @throws {AppError} `payload_too_large`; `invalid_json` for bytes that are not UTF-8; `unsupported_media_type` when
 * the request says that it is something other than JSON
 */
export async function readJsonText(request: HttpRequest, maxBytes = MAX_JSON_BYTES): Promise<string> {
  const type = request.headers.get("content-type");
  if (type && !/^\s*(application|text)\/([\w.+-]*\+)?(json|plain)\s*(;|$)/i.test(type)) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity") {
    // Not decoded: a few kilobytes may stand for gigabytes.
    throw new AppError("unsupported_media_type", `Send the body as it is, without Content-Encoding: ${encoding}.`);
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError("invalid_json", notUtf8(bytes));
  }
}

/** Says where: a decoder that is told that more follows fails from the first bad byte on, so it can be searched for. */
function notUtf8(bytes: Uint8Array): string {
  let [good, bad] = [0, bytes.length];
  while (good < bad - 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8Start(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // The character that is broken may have begun before the byte that breaks it.
  const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, good), { stream: true });
  const at = Buffer.byteLength(whole);
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const value = bytes[at]?.toString(16).toUpperCase().padStart(2, "0");
  return `The body is not valid UTF-8: the byte 0x${value} at position ${at} can't stand there.${
    isUtf16 ? " It looks like UTF-16; send UTF-8." : ""
  }`;
}

function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads a body as JSON; an empty one is `{}`. Not checked against `Input`: the verb it goes to parses it.
 *
 * @throws {AppError} as `readJsonText`, and `invalid_json`
 */
export async function readJson<Input>(request: Request, maxBytes = MAX_JSON_BYTES): Promise<Input> {
  const text = await readJsonText(request, maxBytes);
  if (text.trim() === "") return {} as Input;
  if (jsonDepth(text) > MAX_DEPTH) throw new AppError("invalid_json", `The body nests more than ${MAX_DEPTH} levels.`);
  return parseJson(text) as Input;
}

/**
 * The query of a URL as an object. Not checked against `Input`: the verb it goes to parses it.
 *
 * @throws {AppError} `invalid_request` when a parameter is given twice
 */
export function readQuery<Input>(request: Request): Input {
  const query: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) {
    if (Object.hasOwn(query, name)) throw new AppError("invalid_request", `The parameter "${name}" is given twice.`);
    query[name] = value;
  }
  return query as Input;
}

function describe(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`;
}
