import type { Dispatcher } from "undici";
import { type ConnectTimings, connectScope, poolFor } from "#lib/egress/connections";
import { classifyFailure, DeadlineError, type EgressErrorCode } from "#lib/egress/failure";
import { parseTarget } from "#lib/egress/parse-target";
import type { EgressPolicy } from "#lib/egress/policy";
import { type Lookup, resolveTarget } from "#lib/egress/resolve";

/** How much of a response body is kept. The rest is not read. */
export const RESPONSE_BODY_MAX = 16 * 1024;
/** Addresses of one host that are tried, while no byte of the request has been sent. */
const MAX_ADDRESSES = 3;

export interface EgressRequest {
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
  /** For everything, from before DNS to the last byte. */
  timeoutMs: number;
  policy: EgressPolicy;
  lookup?: Lookup;
}

export interface EgressTimings extends ConnectTimings {
  dnsMs?: number;
  firstByteMs?: number;
  totalMs: number;
}

export interface EgressResponse {
  status: number;
  headers: [name: string, value: string][];
  body: Buffer;
  /** Whether there was more body than `RESPONSE_BODY_MAX`, or the rest of it did not come. */
  truncated: boolean;
}

export type EgressResult = { remoteAddress: string | null; timings: EgressTimings } & (
  | { ok: true; response: EgressResponse }
  | { ok: false; code: EgressErrorCode; message: string }
);

/**
 * POSTs a body to a URL that somebody else chose. The target is parsed, resolved once, every answer checked, and the
 * connection pinned to a checked address. Redirects are not followed, encodings not decoded, proxies not used, and one
 * deadline covers it all (RELIABILITY.md §3.6). Never throws.
 */
export async function sendRequest(request: EgressRequest): Promise<EgressResult> {
  const startedAt = performance.now();
  const timings: EgressTimings = { totalMs: 0 };
  const finish = <T extends object>(remoteAddress: string | null, outcome: T) => {
    timings.totalMs = performance.now() - startedAt;
    return { remoteAddress, timings, ...outcome };
  };

  const parsed = parseTarget(request.url, request.policy);
  if (!parsed.ok) return finish(null, parsed);
  const { target } = parsed;
  const deadline = startedAt + request.timeoutMs;
  const resolution = await withDeadline(resolveTarget(target, request.policy, request.lookup), deadline).catch(
    (error: unknown) => ({ ok: false as const, ...classifyFailure(error, request.timeoutMs) }),
  );
  if (!target.address) timings.dnsMs = performance.now() - startedAt;
  if (!resolution.ok) return finish(null, resolution);

  let failure: EgressResult | undefined;
  for (const address of resolution.addresses.slice(0, MAX_ADDRESSES)) {
    const exchange = new Exchange(timings, startedAt);
    try {
      return finish(address, {
        ok: true as const,
        response: await exchange.run(target.url, address, request, deadline),
      });
    } catch (error) {
      failure = finish(address, { ok: false as const, ...classifyFailure(error, request.timeoutMs) });
      if (exchange.requestStarted || error instanceof DeadlineError) break;
    }
  }
  return failure ?? finish(null, { ok: false as const, code: "dns_error" as const, message: "No address was found." });
}

/** One request on one connection, as undici drives it. */
class Exchange implements Dispatcher.DispatchHandler {
  requestStarted = false;
  readonly #timings: EgressTimings;
  readonly #startedAt: number;
  readonly #chunks: Buffer[] = [];
  readonly #outcome = Promise.withResolvers<EgressResponse>();
  #status = 0;
  #headers: [string, string][] = [];
  #size = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;

  constructor(timings: EgressTimings, startedAt: number) {
    this.#timings = timings;
    this.#startedAt = startedAt;
  }

  async run(url: URL, address: string, request: EgressRequest, deadline: number): Promise<EgressResponse> {
    const timer = setTimeout(
      () => this.#abort(new DeadlineError("The attempt's deadline ran out.")),
      Math.max(0, deadline - performance.now()),
    );
    try {
      connectScope.run(this.#timings, () =>
        poolFor(url.origin, address).dispatch(
          {
            path: url.pathname + url.search,
            method: "POST",
            headers: request.headers.flat(),
            body: request.body,
            blocking: true,
          },
          this,
        ),
      );
      return await this.#outcome.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.requestStarted = true;
    this.#controller = controller;
    if (this.#abortReason) controller.abort(this.#abortReason);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number) {
    // 1xx answers come before the real one.
    if (status < 200) return;
    this.#timings.firstByteMs = performance.now() - this.#startedAt;
    this.#status = status;
    this.#headers = pairs(controller.rawHeaders);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer) {
    const room = RESPONSE_BODY_MAX - this.#size;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#size += Math.min(chunk.length, room);
    if (chunk.length > room) {
      this.#settle(true);
      controller.abort(new Error("Enough of the body has been read."));
    }
  }

  onResponseEnd() {
    this.#settle(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#outcome.reject(this.#abortReason ?? error);
  }

  #settle(truncated: boolean) {
    this.#outcome.resolve({
      status: this.#status,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks),
      truncated,
    });
  }

  #abort(reason: Error) {
    this.#abortReason = reason;
    this.#controller?.abort(reason);
    this.#outcome.reject(reason);
  }
}

function pairs(raw: Dispatcher.DispatchController["rawHeaders"]): [string, string][] {
  if (!Array.isArray(raw)) return [];
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    list.push([String(raw[i]).toLowerCase(), Buffer.from(raw[i + 1] as Buffer).toString("latin1")]);
  }
  return list;
}

async function withDeadline<T>(promise: Promise<T>, deadline: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DeadlineError("DNS took too long.")),
      Math.max(0, deadline - performance.now()),
    );
  });
  return Promise.race([promise, expired]).finally(() => clearTimeout(timer));
}
