import { AsyncLocalStorage } from "node:async_hooks";
import { isIP, type Socket } from "node:net";
import { buildConnector, Client, type Dispatcher, Pool } from "undici";

/** How long the phases of opening a connection took. Empty when a kept-alive connection served. */
export interface ConnectTimings {
  connectMs?: number;
  tlsMs?: number;
}

/** The connection being opened for a request. */
export interface ConnectScope {
  timings: ConnectTimings;
  /** The socket until it is usable. Nobody else waits for it, so whose deadline runs out may destroy it. */
  socket: Socket | null;
  /** Whether a connection was opened for this request, rather than one kept alive taken. */
  opened: boolean;
  /** Set when the request is over: a connection that is opened later is somebody else's. */
  over: boolean;
}

/** The scope of the request being dispatched. */
export const connectScope = new AsyncLocalStorage<ConnectScope>();

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;
const IDLE_POOL_MS = 60_000;
/** Bytes of response headers; more is a protocol error. */
const MAX_HEADER_BYTES = 32 * 1024;

const pools = new Map<string, { pool: Pool; usedAt: number }>();
let sweeping: NodeJS.Timeout | undefined;

/**
 * The kept-alive connections to one checked address of one origin. A connection can only be reused for the very
 * address that was checked for this attempt: another DNS answer has another pool.
 */
export function poolFor(origin: string, address: string): Dispatcher {
  const key = `${origin}|${address}`;
  const known = pools.get(key);
  if (known) {
    known.usedAt = Date.now();
    return known.pool;
  }
  // No limit of its own: lanes bound what is in flight. One here would let the webhooks that hang at a shared host
  // (one that serves many customers) hold up everybody else's there.
  const pool = new Pool(origin, connectionOptions(address));
  pools.set(key, { pool, usedAt: Date.now() });
  sweeping ??= setInterval(closeIdlePools, IDLE_POOL_MS).unref();
  return pool;
}

/** A connection for one request, which `close` ends when the request has ended. */
export function singleConnection(origin: string, address: string): Dispatcher {
  return new Client(origin, connectionOptions(address));
}

/** Closes every connection; running requests fail. For shutdown and tests. */
export async function closeConnections(): Promise<void> {
  clearInterval(sweeping);
  sweeping = undefined;
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map(({ pool }) => pool.destroy()));
}

function closeIdlePools() {
  const before = Date.now() - IDLE_POOL_MS;
  for (const [key, { pool, usedAt }] of pools) {
    if (usedAt < before && pool.stats.running === 0) {
      pools.delete(key);
      void pool.close();
    }
  }
}

function connectionOptions(address: string) {
  return {
    connect: pinnedConnector(address),
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The caller's one deadline governs; these timers reset with every chunk and would only blur it.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

/** Connects to `address` whatever the host name resolves to by now; SNI and certificate check stay with the name. */
function pinnedConnector(address: string): buildConnector.connector {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    // Said here, so that neither NODE_TLS_REJECT_UNAUTHORIZED nor --tls-min-v1.0 in the environment can weaken it.
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
  });
  return (options, callback) => {
    const current = connectScope.getStore();
    const scope = current?.over ? undefined : current;
    const startedAt = performance.now();
    const secure = options.protocol === "https:";
    const servername = isIP(options.hostname.replace(/^\[|\]$/g, "")) ? undefined : options.hostname;
    const socket = connect(
      { ...options, hostname: address, ...(servername && secure ? { servername } : {}) },
      (...[error, connected]) => {
        if (scope) scope.socket = null;
        if (error) return callback(error, null);
        if (connected.remoteAddress !== undefined && !sameAddress(connected.remoteAddress, address)) {
          connected.destroy();
          return callback(new Error("The connection reached another address than the one that was checked."), null);
        }
        if (scope?.timings.connectMs !== undefined && secure) {
          scope.timings.tlsMs = performance.now() - startedAt - scope.timings.connectMs;
        }
        callback(null, connected);
      },
    ) as unknown as Socket;
    if (scope) {
      scope.opened = true;
      scope.socket = socket;
      socket.once("connect", () => {
        scope.timings.connectMs = performance.now() - startedAt;
      });
    }
    return socket;
  };
}

function sameAddress(a: string, b: string): boolean {
  return a === b || a === `::ffff:${b}`;
}
