import type { EgressErrorCode } from "#lib/egress/failure";

/** Why an attempt failed. Stable: stored with attempts, filtered by, counted in statistics. */
export type AttemptErrorCode =
  | EgressErrorCode
  | "redirect"
  | "gone"
  | "rate_limited"
  | "client_error"
  | "server_error"
  | "signing_error"
  | "interrupted";

export interface ErrorInfo {
  /** What happened, as a short sentence without a full stop. */
  title: string;
  /** The likely cause. */
  cause: string;
  /** What the person can do. */
  tryThis: string;
}

/** What every failure means to the person who runs the receiver. */
export const ERROR_INFO: Record<AttemptErrorCode, ErrorInfo> = {
  invalid_url: {
    title: "The URL can't be used",
    cause: "The webhook's URL is malformed, or this instance no longer allows its scheme or port.",
    tryThis: "Edit the webhook and enter a full https:// URL.",
  },
  blocked_address: {
    title: "The address is private or reserved",
    cause: "The host name resolves to an address that is not reachable from the public internet.",
    tryThis: "Point the host name at a public address, or use a public tunnel while developing.",
  },
  dns_error: {
    title: "The host name was not found",
    cause: "DNS has no address for it: a typing error, an expired domain, or a record that has not spread yet.",
    tryThis: "Check the host name in the URL, and look it up with dig or nslookup.",
  },
  connection_refused: {
    title: "The server refused the connection",
    cause: "Nothing listens on that port, or a firewall rejects us.",
    tryThis: "Check that the server runs and listens on this port, and that its firewall lets our addresses in.",
  },
  connection_failed: {
    title: "The connection failed",
    cause: "The server could not be reached: it is offline, or there is no route to it.",
    tryThis: "Check that the server is online and reachable from the public internet.",
  },
  connection_closed: {
    title: "The server closed the connection",
    cause: "It hung up before it had answered: a crash, a restart, or a proxy that gave up.",
    tryThis: "Look in the server's and its proxy's log at the time of the attempt.",
  },
  tls_error: {
    title: "The secure connection failed",
    cause:
      "The certificate is expired, self-signed, incomplete or made out to another name, or the server did not finish the handshake.",
    tryThis: "Install a valid certificate with its full chain. A TLS checker shows what is missing.",
  },
  timeout: {
    title: "The server did not answer in time",
    cause: "It accepted the request and works too long, or it never accepted it.",
    tryThis: "Answer 2xx at once and do the work afterwards, for example from a queue.",
  },
  protocol_error: {
    title: "The answer was not valid HTTP",
    cause: "Something other than a web server listens there, or its headers are broken or too large.",
    tryThis: "Check the port, and that http:// and https:// are not mixed up.",
  },
  redirect: {
    title: "The server redirected",
    cause: "Redirects are not followed: the body and its signature are meant for the URL that was entered.",
    tryThis: "Enter the final URL. A missing slash at the end, or www, is the usual reason.",
  },
  gone: {
    title: "The server says this webhook is gone (410)",
    cause: "The receiver answered 410 Gone, which asks us to stop.",
    tryThis: "If that was a mistake, correct the receiver and enable the webhook again.",
  },
  rate_limited: {
    title: "The server asks to slow down (429)",
    cause: "It received more requests than it accepts.",
    tryThis: "Set a rate limit on the webhook, or raise the receiver's. We slow down by ourselves meanwhile.",
  },
  client_error: {
    title: "The server rejected the request",
    cause: "It answered 4xx: the path, authentication or signature check does not fit.",
    tryThis: "Read what it answered. 401 and 403 often mean a wrong secret, 404 a wrong path, 405 a wrong route.",
  },
  server_error: {
    title: "The server failed",
    cause: "It answered 5xx: an error in the receiver, or in the proxy before it.",
    tryThis: "Look in the receiver's log at the time of the attempt, correct it, and replay.",
  },
  signing_error: {
    title: "The request could not be signed",
    cause: "The webhook has no usable secret for its signature scheme.",
    tryThis: "Rotate the webhook's secret. Nothing was sent unsigned.",
  },
  interrupted: {
    title: "The attempt was interrupted",
    cause: "Posthorn restarted while the request was under way. Whether the server received it is not known.",
    tryThis: "Nothing: it is made again by itself, with the same message id.",
  },
};

/** A failure in a few words, with the answer's status: `The server failed (503)`. */
export function failureTitle(code: string | null, responseStatus: number | null): string {
  const known = code !== null && Object.hasOwn(ERROR_INFO, code);
  const title = known ? ERROR_INFO[code as AttemptErrorCode].title : "It failed";
  // An answer that broke off may have begun with 200, which explains nothing.
  const explains = responseStatus !== null && responseStatus >= 300 && !title.includes(String(responseStatus));
  return explains ? `${title} (${responseStatus})` : title;
}

/** The same inside a sentence: `the server failed (503)`. */
export function failureWords(code: string | null, responseStatus: number | null): string {
  const title = failureTitle(code, responseStatus);
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/** The code of an answer, or null for success: 2xx is success and all else failure (Standard Webhooks, checklist 31–35). */
export function statusErrorCode(status: number): AttemptErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return "redirect";
  if (status === 410) return "gone";
  if (status === 429) return "rate_limited";
  return status >= 400 && status < 500 ? "client_error" : "server_error";
}
