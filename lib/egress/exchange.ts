import type { Dispatcher } from "undici";
import { type ConnectScope, connectScope } from "#lib/egress/connections";
import { ConnectBudgetError, DeadlineError, type Phase, ProtocolError } from "#lib/egress/failure";
import type { EgressRequest, EgressResponse, EgressTimings } from "#lib/egress/send";

/** How much of a response body is kept. The rest is not read. */
export const RESPONSE_BODY_MAX = 16 * 1024;
/** 1xx answers before the real one. A receiver has no reason to send more than a few. */
const MAX_INFORMATIONAL = 16;

/** What HTTP itself decides. A caller's own would redirect or reframe the request, so they are left out. */
const FRAMING = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** One request on one connection, as undici drives it. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #timings: EgressTimings;
  readonly #startedAt: number;
  readonly #scope: ConnectScope;
  readonly #chunks: Buffer[] = [];
  readonly #outcome = Promise.withResolvers<EgressResponse>();
  #requestStarted = false;
  #answered = false;
  #informational = 0;
  #status = 0;
  #headers: [string, string][] = [];
  #size = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;

  /** @param startedAt when the attempt began, for the timings it fills in */
  constructor(timings: EgressTimings, startedAt: number) {
    this.#timings = timings;
    this.#startedAt = startedAt;
    this.#scope = { timings, socket: null, opened: false, over: false };
  }

  /**
   * Sends the request and reads the answer, up to `RESPONSE_BODY_MAX` bytes of its body.
   *
   * @param deadline for all of it, on the clock of `performance.now()`
   * @param connectBudgetMs for the connection alone, when there is another address to turn to
   * @throws whatever went wrong; the connection is closed by then
   */
  async run(
    connection: Dispatcher,
    url: URL,
    request: EgressRequest,
    deadline: number,
    connectBudgetMs?: number,
  ): Promise<EgressResponse> {
    const timer = setTimeout(
      () => this.#abort(new DeadlineError("The attempt's deadline ran out.")),
      Math.max(0, deadline - performance.now()),
    );
    const budget =
      connectBudgetMs === undefined
        ? undefined
        : setTimeout(() => {
            if (!this.#requestStarted) this.#abort(new ConnectBudgetError("The address did not accept in time."));
          }, connectBudgetMs);
    try {
      connectScope.run(this.#scope, () =>
        connection.dispatch(
          {
            path: url.pathname + url.search,
            method: "POST",
            headers: request.headers.filter(([name]) => !FRAMING.has(name.toLowerCase())).flat(),
            body: request.body,
            blocking: true,
          },
          this,
        ),
      );
      return await this.#outcome.promise;
    } finally {
      clearTimeout(timer);
      clearTimeout(budget);
      this.#scope.over = true;
    }
  }

  /** Whether bytes of the request may have left. */
  get requestStarted(): boolean {
    return this.#requestStarted;
  }

  /**
   * Whether the request was written to a kept-alive connection and not a byte came back: most likely the receiver had
   * closed it just before.
   */
  get wentStale(): boolean {
    return this.#requestStarted && !this.#scope.opened && !this.#answered;
  }

  get phase(): Phase {
    if (this.#status !== 0) return "reading";
    if (this.#requestStarted) return "waiting";
    return this.#timings.connectMs === undefined ? "connecting" : "securing";
  }

  /** What came of an answer whose end did not, or undefined when not even its headers came. */
  get partial(): EgressResponse | undefined {
    return this.#status === 0 ? undefined : this.#response(true);
  }

  onRequestStart(controller: Dispatcher.DispatchController) {
    this.#requestStarted = true;
    this.#controller = controller;
    if (this.#abortReason) controller.abort(this.#abortReason);
  }

  onResponseStarted() {
    this.#answered = true;
    this.#timings.firstByteMs ??= performance.now() - this.#startedAt;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number) {
    if (status < 200) {
      // undici fails an assertion of its own when this one comes without an `upgrade` header.
      if (status === 101) this.#abort(new ProtocolError("The server switched to another protocol."));
      this.#informational++;
      if (this.#informational > MAX_INFORMATIONAL) {
        this.#abort(new ProtocolError("The server sent too many informational (1xx) answers and no real one."));
      }
      return;
    }
    this.#status = status;
    this.#headers = pairs(controller.rawHeaders);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer) {
    const room = RESPONSE_BODY_MAX - this.#size;
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#size += Math.min(chunk.length, room);
    if (chunk.length > room) {
      this.#outcome.resolve(this.#response(true));
      controller.abort(new Error("Enough of the body has been read."));
    }
  }

  onResponseEnd() {
    this.#outcome.resolve(this.#response(false));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error) {
    this.#outcome.reject(this.#abortReason ?? error);
  }

  #response(truncated: boolean): EgressResponse {
    return { status: this.#status, headers: this.#headers, body: Buffer.concat(this.#chunks), truncated };
  }

  #abort(reason: Error) {
    this.#abortReason = reason;
    this.#outcome.reject(reason);
    this.#controller?.abort(reason);
    // Still connecting: undici has no handle for that, and would wait on for its own ten seconds.
    this.#scope.socket?.destroy(reason);
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
