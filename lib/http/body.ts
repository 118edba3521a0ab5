import "server-only";
import { AppError } from "#lib/errors/app-error";

/** The most bytes of a management request. */
export const MAX_JSON_BYTES = 1024 * 1024;

/**
 * Reads a body without ever holding more than `maxBytes`.
 *
 * @throws {AppError} `payload_too_large`
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = () => new AppError("payload_too_large", `The body is larger than ${describe(maxBytes)}.`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a body as UTF-8 text.
 *
 * @throws {AppError} `payload_too_large`; `invalid_json` for bytes that are not UTF-8; `unsupported_media_type` when
 * the request says that it is something other than JSON
 */
export async function readJsonText(request: Request, maxBytes = MAX_JSON_BYTES): Promise<string> {
  const type = request.headers.get("content-type");
  if (type && !/^\s*(application|text)\/([\w.+-]*\+)?(json|plain)\s*(;|$)/i.test(type)) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError("invalid_json", "The body is not valid UTF-8.");
  }
}

/**
 * Reads a body as JSON; an empty one is `{}`. Not checked against `Input`: the verb it goes to parses it.
 *
 * @throws {AppError} as `readJsonText`, and `invalid_json`
 */
export async function readJson<Input>(request: Request): Promise<Input> {
  const text = await readJsonText(request);
  if (text.trim() === "") return {} as Input;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid_json", error instanceof Error ? `${error.message}.` : "The body is not valid JSON.");
  }
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
