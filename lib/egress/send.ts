import { type ConnectTimings, poolFor, singleConnection } from "#lib/egress/connections";
import { Exchange } from "#lib/egress/exchange";
import { classifyFailure, DeadlineError, type EgressErrorCode } from "#lib/egress/failure";
import { parseTarget } from "#lib/egress/parse-target";
import type { EgressPolicy } from "#lib/egress/policy";
import { type Lookup, resolveTarget } from "#lib/egress/resolve";

/** Addresses of one host that are tried, while no byte of the request has been sent. */
const MAX_ADDRESSES = 3;
/** How long one of several addresses may take to accept before the next one is tried. */
const CONNECT_BUDGET_MS = 3000;

export interface EgressRequest {
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer;
  /** For everything, from before DNS to the last byte. */
  timeoutMs: number;
  policy: EgressPolicy;
  lookup?: Lookup;
}

/** `firstByteMs` counts from the start of the attempt, the others are each phase's own. */
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
  /** `response` is what came of a 2xx answer that did not end. */
  | { ok: false; code: EgressErrorCode; message: string; response?: EgressResponse }
);

/**
 * POSTs a body to a URL that somebody else chose. The target is parsed, resolved once, every answer checked, and the
 * connection pinned to a checked address. Redirects are not followed, encodings not decoded, proxies not used, and one
 * deadline covers it all (RELIABILITY.md §3.6). Never throws.
 *
 * An answer counts once its body has ended, or more of it came than is kept. When it is cut off or does not end in
 * time, a status of 300 and up stands all the same, while a 2xx becomes a failure, with the status kept: a receiver
 * that died in the middle of its answer may not have kept the event, and a repeated one does no harm.
 */
export async function sendRequest(request: EgressRequest): Promise<EgressResult> {
  const { timeoutMs, policy } = request;
  const startedAt = performance.now();
  const timings: EgressTimings = { totalMs: 0 };
  const finish = <T extends object>(remoteAddress: string | null, outcome: T) => {
    timings.totalMs = performance.now() - startedAt;
    return { remoteAddress, timings, ...outcome };
  };

  const parsed = parseTarget(request.url, policy);
  if (!parsed.ok) return finish(null, parsed);
  const { target } = parsed;
  const deadline = startedAt + timeoutMs;
  const resolution = await withDeadline(resolveTarget(target, policy, request.lookup), deadline).catch(
    (error: unknown) => ({ ok: false as const, ...classifyFailure(error, { timeoutMs, phase: "resolving" }) }),
  );
  if (!target.address) timings.dnsMs = performance.now() - startedAt;
  if (!resolution.ok) return finish(null, resolution);

  const addresses = resolution.addresses.slice(0, MAX_ADDRESSES);
  let failure: EgressResult | undefined;
  for (const [i, address] of addresses.entries()) {
    const left = addresses.length - i;
    const budgetMs = left > 1 ? Math.min(CONNECT_BUDGET_MS, (deadline - performance.now()) / left) : undefined;
    delete timings.connectMs;
    let exchange = new Exchange(timings, startedAt);
    try {
      const response = await exchange
        .run(poolFor(target.url.origin, address), target.url, request, deadline, budgetMs)
        .catch((error: unknown) => {
          if (!exchange.wentStale || error instanceof DeadlineError) throw error;
          exchange = new Exchange(timings, startedAt);
          return runAlone(exchange, target.url, address, request, deadline);
        });
      return finish(address, { ok: true as const, response });
    } catch (error) {
      const { partial, phase } = exchange;
      if (partial && partial.status >= 300) return finish(address, { ok: true as const, response: partial });
      failure = finish(address, {
        ok: false as const,
        ...classifyFailure(error, { timeoutMs, phase }),
        ...(partial && { response: partial }),
      });
      if (exchange.requestStarted || error instanceof DeadlineError) break;
    }
  }
  return failure ?? finish(null, { ok: false as const, code: "dns_error" as const, message: "No address was found." });
}

/**
 * The same request on a new connection of its own. A receiver may close a kept-alive connection at the moment we write
 * to it; that is nobody's failure and says nothing about the event. Should it have been read after all, the receiver
 * gets it twice with one message id, as at-least-once delivery allows.
 */
async function runAlone(exchange: Exchange, url: URL, address: string, request: EgressRequest, deadline: number) {
  const connection = singleConnection(url.origin, address);
  try {
    return await exchange.run(connection, url, request, deadline);
  } finally {
    void connection.destroy();
  }
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
