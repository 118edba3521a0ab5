/** Prisma: not reachable, timed out, closed, no free connection in time, no transaction in time. */
const PRISMA_CODES = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);
/** Prisma's driver adapter, for the same. */
const ADAPTER_KINDS = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"]);
/**
 * PostgreSQL's SQLSTATE, by class or whole: connection exceptions, insufficient resources (a full disk too), operator
 * intervention (shutting down, starting up), system errors, and a server that only reads (a standby).
 */
const SQLSTATE = /^(08|53|57P|58|25006)/;
/** What pg itself throws when a connection breaks or none is free in time; it has no code. */
const DRIVER_MESSAGE = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a conn)/;

interface DatabaseError extends Error {
  code?: unknown;
  meta?: { driverAdapterError?: { cause?: { kind?: unknown; originalCode?: unknown } } };
}

/** Whether an error says that the database can't be reached or can't write now, rather than that it refused something. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta, message } = error as DatabaseError;
  const cause = meta?.driverAdapterError?.cause;
  return (
    PRISMA_CODES.has(String(code)) ||
    ADAPTER_KINDS.has(String(cause?.kind)) ||
    SQLSTATE.test(String(cause?.originalCode ?? "")) ||
    DRIVER_MESSAGE.test(message)
  );
}
