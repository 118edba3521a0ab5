import { errors } from "undici";
import { describe, expect, test } from "vitest";
import { ERROR_INFO, statusErrorCode } from "#lib/attempts/error-codes";
import { ConnectBudgetError, classifyFailure, DeadlineError, type Phase, ProtocolError } from "#lib/egress/failure";

const coded = (code: string, message = "connect 10.20.30.40:443 fd00::7 secret.internal") =>
  Object.assign(new Error(message), { code, address: "10.20.30.40" });
const parser = (reason: string) =>
  new errors.HTTPParserError(`Response does not match the HTTP/1.1 protocol (${reason})`);

// As thrown in tests/integration/egress by real servers.
const CASES: [error: unknown, phase: Phase, code: string, message: RegExp][] = [
  [new DeadlineError(), "resolving", "dns_error", /^DNS did not answer within 15 seconds\.$/],
  [new DeadlineError(), "connecting", "timeout", /did not accept the connection within 15 seconds/],
  [new DeadlineError(), "securing", "tls_error", /TLS handshake within 15 seconds/],
  [new DeadlineError(), "waiting", "timeout", /did not answer within 15 seconds/],
  [new DeadlineError(), "reading", "timeout", /not complete within 15 seconds/],
  [new ConnectBudgetError(), "connecting", "timeout", /did not accept the connection in time/],
  [coded("UND_ERR_CONNECT_TIMEOUT"), "connecting", "timeout", /did not accept/],
  [coded("ETIMEDOUT"), "connecting", "timeout", /did not accept/],
  [coded("ECONNREFUSED"), "connecting", "connection_refused", /refused the connection/],
  [new AggregateError([coded("ECONNREFUSED")], "10.20.30.40"), "connecting", "connection_refused", /refused/],
  [coded("EHOSTUNREACH"), "connecting", "connection_failed", /\(EHOSTUNREACH\)/],
  [coded("ENETUNREACH"), "connecting", "connection_failed", /\(ENETUNREACH\)/],
  [coded("EMFILE"), "connecting", "connection_failed", /\(EMFILE\)/],
  [new Error("10.20.30.40"), "connecting", "connection_failed", /unknown/],
  ["a string", "connecting", "connection_failed", /unknown/],
  [coded("CERT_HAS_EXPIRED"), "securing", "tls_error", /certificate has expired/],
  [coded("CERT_REVOKED"), "securing", "tls_error", /revoked/],
  [coded("DEPTH_ZERO_SELF_SIGNED_CERT"), "securing", "tls_error", /self-signed/],
  [coded("SELF_SIGNED_CERT_IN_CHAIN"), "securing", "tls_error", /not trusted/],
  [coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "securing", "tls_error", /intermediate certificate is missing/],
  [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "securing", "tls_error", /another name/],
  [coded("ERR_SSL_WRONG_VERSION_NUMBER"), "securing", "tls_error", /does not speak TLS/],
  [coded("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"), "securing", "tls_error", /ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE/],
  [coded("EPROTO"), "securing", "tls_error", /EPROTO/],
  [coded("ECONNRESET"), "securing", "tls_error", /while it was being secured/],
  [coded("ECONNRESET"), "waiting", "connection_closed", /before it had answered/],
  [coded("EPIPE"), "waiting", "connection_closed", /before it had answered/],
  [new errors.SocketError("other side closed"), "waiting", "connection_closed", /before it had answered/],
  [new errors.SocketError("other side closed"), "reading", "connection_closed", /in the middle of its answer/],
  [new errors.ResponseContentLengthMismatchError(), "reading", "connection_closed", /in the middle/],
  [parser("Invalid EOF state"), "reading", "connection_closed", /in the middle/],
  [parser("Invalid EOF state"), "waiting", "connection_closed", /before it had answered/],
  [parser("Invalid character in chunk size"), "reading", "protocol_error", /Invalid character in chunk size/],
  [parser("Expected HTTP/, RTSP/ or ICE/"), "waiting", "protocol_error", /Expected HTTP/],
  [new errors.ResponseContentLengthMismatchError(), "waiting", "protocol_error", /not valid HTTP/],
  [new errors.HeadersOverflowError(), "waiting", "protocol_error", /larger than 32 KiB/],
  [new errors.SocketError("bad upgrade"), "waiting", "protocol_error", /HTTP allows/],
  [new ProtocolError("Too many."), "waiting", "protocol_error", /^Too many\.$/],
];

describe("what becomes of a failure", () => {
  test.each(CASES)("%s while %s is %s", (error, phase, code, message) => {
    const failure = classifyFailure(error, { timeoutMs: 15_000, phase });
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(message);
    // A whole sentence, which names no address and nothing else from inside.
    expect(failure.message).toMatch(/^[A-Z].*\.$/);
    expect(failure.message).not.toMatch(/\d+\.\d+\.\d+\.\d+|fd00|secret/);
  });

  test("every code is explained: what happened, the likely cause, what to try", () => {
    for (const code of new Set(CASES.map(([, , code]) => code as keyof typeof ERROR_INFO))) {
      const { title, cause, tryThis } = ERROR_INFO[code];
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const sentence of [cause, tryThis]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe("what becomes of a status", () => {
  test.each([
    [200, null],
    [204, null],
    [299, null],
    [300, "redirect"],
    [304, "redirect"],
    [399, "redirect"],
    [400, "client_error"],
    [410, "gone"],
    [429, "rate_limited"],
    [499, "client_error"],
    [500, "server_error"],
    [599, "server_error"],
    [999, "server_error"],
  ])("%i is %s", (status, code) => {
    expect(statusErrorCode(status)).toBe(code);
  });
});
