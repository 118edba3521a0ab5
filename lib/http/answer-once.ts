import "server-only";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError } from "#lib/errors/app-error";
import { MAX_JSON_BYTES, readBytes } from "#lib/http/body";
import { type HttpRequest, requestId } from "#lib/http/request";
import { type Claim, claimKey } from "#lib/idempotency/claim-key";
import { releaseClaim, storeAnswer } from "#lib/idempotency/settle-claim";

/** Headers of an answer that belong to what it says, and are repeated with it. */
const KEPT_HEADERS = ["content-type", "etag"];

/**
 * The value of `Idempotency-Key`, with or without the quotes that the draft standard asks for; null when there is none.
 *
 * @throws {AppError} `invalid_request`
 */
export function idempotencyKey(request: HttpRequest): string | null {
  const given = request.headers.get("idempotency-key");
  if (given === null) return null;
  const key = /^"(.*)"$/.exec(given.trim())?.[1] ?? given.trim();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError("invalid_request", "Idempotency-Key must be 1 to 255 printable characters without spaces.");
  }
  return key;
}

/**
 * Carries out a request with an `Idempotency-Key` once in 24 h: a repetition gets the stored answer, marked with
 * `Idempotent-Replayed: true`. What was refused is not stored, since nothing was changed.
 *
 * @throws {AppError} as `claimKey`, and whatever `run` throws
 */
export async function answerOnce<Ctx extends WorkspaceContext | OperatorContext>(
  ctx: Ctx,
  request: Request,
  key: string,
  run: (ctx: Ctx, request: Request) => Promise<Response>,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = await readBytes(request, MAX_JSON_BYTES);
  const asked = { target: `${request.method} ${pathname}${search}`, body: body.toString() };
  const found = await claimKey(ctx, key, asked);
  if ("answer" in found) {
    const headers = new Headers({ ...found.answer.headers, "idempotent-replayed": "true" });
    return new Response(found.answer.body, { status: found.answer.status, headers });
  }
  return carryOut(ctx, found.claim, (claimed) => run(claimed, withBody(request, body)));
}

async function carryOut<Ctx extends WorkspaceContext | OperatorContext>(
  ctx: Ctx,
  claim: Claim,
  run: (ctx: Ctx) => Promise<Response>,
): Promise<Response> {
  const response = await run({ ...ctx, request: { ...ctx.request, idempotency: claim } }).catch(
    async (error: unknown) => {
      await releaseClaim(claim);
      throw error;
    },
  );
  const headers = Object.fromEntries(KEPT_HEADERS.flatMap((name) => entry(name, response.headers.get(name))));
  await storeAnswer(ctx, claim, { status: response.status, headers, body: await response.clone().text() });
  return response;
}

const entry = (name: string, value: string | null) => (value === null ? [] : [[name, value] as const]);

/** The same request with its body unread. */
function withBody(request: Request, body: Buffer<ArrayBuffer>): Request {
  const headers = new Headers(request.headers);
  headers.set("x-request-id", requestId(request));
  return new Request(request.url, { method: request.method, headers, body });
}
