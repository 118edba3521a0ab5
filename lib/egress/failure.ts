/** Why no usable answer came. The first part of lib/attempts/error-codes.ts. */
export type EgressErrorCode =
  | "invalid_url"
  | "blocked_address"
  | "dns_error"
  | "connection_refused"
  | "connection_failed"
  | "connection_closed"
  | "tls_error"
  | "timeout"
  | "protocol_error";

/** Our own deadline for the whole attempt ran out. */
export class DeadlineError extends Error {
  override name = "DeadlineError";
}

const CLOSED = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const PROTOCOL = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_|UND_ERR_RESPONSE|UND_ERR_REQ_CONTENT_LENGTH)/;
const TLS = /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

/**
 * Sorts what the network stack threw into our codes. Messages are coarse on purpose: what distinguishes one closed
 * port from another is the receiver's business, not the workspace's.
 */
export function classifyFailure(error: unknown, timeoutMs: number): { code: EgressErrorCode; message: string } {
  if (error instanceof DeadlineError) {
    return { code: "timeout", message: `No complete answer within ${timeoutMs / 1000} seconds.` };
  }
  const code = errorCode(error);
  if (code === "ECONNREFUSED") return { code: "connection_refused", message: "The server refused the connection." };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return { code: "timeout", message: "The server did not accept the connection in time." };
  }
  if (TLS.test(code)) return { code: "tls_error", message: `The secure connection failed (${code}).` };
  if (PROTOCOL.test(code)) return { code: "protocol_error", message: `The answer was not valid HTTP (${code}).` };
  if (CLOSED.has(code)) {
    return { code: "connection_closed", message: "The server closed the connection before it had answered." };
  }
  return { code: "connection_failed", message: `The connection failed (${code || "unknown"}).` };
}

function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}
