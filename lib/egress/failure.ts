import { errors } from "undici";

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

/** How far an attempt had come: it names what the receiver owed us when it failed. */
export type Phase = "resolving" | "connecting" | "securing" | "waiting" | "reading";

/** Our own deadline for the whole attempt ran out. */
export class DeadlineError extends Error {
  override name = "DeadlineError";
}

/** One of several addresses did not accept in the time it was given. */
export class ConnectBudgetError extends Error {
  override name = "ConnectBudgetError";
}

/** An answer that undici lets through, but that is no answer. */
export class ProtocolError extends Error {
  override name = "ProtocolError";
}

const CLOSED = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const PROTOCOL = /^(UND_ERR_RES_|UND_ERR_RESPONSE|UND_ERR_REQ_CONTENT_LENGTH)/;
/** OpenSSL's verification results (X509_V_ERR_…, without their prefix) and Node's own. */
const TLS =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_)/;

/** What the person reads about the certificate problems that happen, in place of OpenSSL's names. */
const TLS_REASONS: Record<string, string> = {
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  CERT_REVOKED: "its certificate is revoked",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate was issued by an authority that is not trusted",
  UNABLE_TO_GET_ISSUER_CERT: "an intermediate certificate is missing",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its issuer is unknown, or an intermediate certificate is missing",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its issuer is unknown, or an intermediate certificate is missing",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is made out to another name",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server does not speak TLS on this port",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "the server does not speak TLS on this port",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "the server only speaks versions of TLS that are no longer safe",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "the server only speaks versions of TLS that are no longer safe",
};

/**
 * Sorts what the network stack threw into our codes. Messages name no address, and are coarse on purpose: what
 * distinguishes one closed port from another is the receiver's business, not the workspace's.
 */
export function classifyFailure(
  error: unknown,
  { timeoutMs, phase }: { timeoutMs: number; phase: Phase },
): { code: EgressErrorCode; message: string } {
  const seconds = timeoutMs / 1000;
  if (error instanceof DeadlineError) return expired(phase, seconds);
  if (error instanceof ProtocolError) return { code: "protocol_error", message: error.message };
  const code = errorCode(error);
  if (code === "ECONNREFUSED") return { code: "connection_refused", message: "The server refused the connection." };
  if (error instanceof ConnectBudgetError || code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return { code: "timeout", message: "The server did not accept the connection in time." };
  }
  if (TLS.test(code)) {
    return { code: "tls_error", message: `The secure connection failed: ${TLS_REASONS[code] ?? code}.` };
  }
  // undici gives parser errors no code; the reason in their message is one of llhttp's fixed sentences.
  const parser = error instanceof errors.HTTPParserError ? (/\((.*)\)/.exec(error.message)?.[1] ?? "") : null;
  const ended = CLOSED.has(code) || parser === "Invalid EOF state";
  if (phase === "reading" && (ended || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH")) {
    return { code: "connection_closed", message: "The server closed the connection in the middle of its answer." };
  }
  if (parser !== null && !ended) {
    return { code: "protocol_error", message: `The answer was not valid HTTP: ${parser || "unreadable"}.` };
  }
  // A failed assertion is undici's way to meet what it did not expect of a server.
  const unexpected = error instanceof Error && /^bad (response|upgrade)$/.test(error.message);
  if ((code === "UND_ERR_SOCKET" && unexpected) || code === "ERR_ASSERTION") {
    return { code: "protocol_error", message: "The answer was not one that HTTP allows here." };
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW") {
    return { code: "protocol_error", message: "The answer's headers are larger than 32 KiB." };
  }
  if (ended) {
    return phase === "securing"
      ? { code: "tls_error", message: "The server closed the connection while it was being secured." }
      : { code: "connection_closed", message: "The server closed the connection before it had answered." };
  }
  if (PROTOCOL.test(code)) return { code: "protocol_error", message: `The answer was not valid HTTP (${code}).` };
  return { code: "connection_failed", message: `The connection failed (${code || "unknown"}).` };
}

function expired(phase: Phase, seconds: number): { code: EgressErrorCode; message: string } {
  switch (phase) {
    case "resolving":
      return { code: "dns_error", message: `DNS did not answer within ${seconds} seconds.` };
    case "connecting":
      return { code: "timeout", message: `The server did not accept the connection within ${seconds} seconds.` };
    case "securing":
      return { code: "tls_error", message: `The server did not finish the TLS handshake within ${seconds} seconds.` };
    case "waiting":
      return {
        code: "timeout",
        message: `The server accepted the request, but did not answer within ${seconds} seconds.`,
      };
    case "reading":
      return { code: "timeout", message: `The answer began, but was not complete within ${seconds} seconds.` };
  }
}

function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}
