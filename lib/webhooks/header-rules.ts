/** Custom headers per webhook, and characters per value. */
export const MAX_HEADERS = 50;
const MAX_HEADER_VALUE_LENGTH = 4096;

/** RFC 9110 §5.6.2 `token`; 64 characters are enough for any header a receiver reads. */
const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;

/** Visible ASCII, space, tab and latin-1: what HTTP/1.1 can carry and undici accepts. Anything else would fail at send time. */
const VALUE = /^[\t\x20-\x7e\xa0-\xff]*$/;

/** Set by Posthorn or by HTTP itself; a custom one would break the request or forge what receivers trust. */
const RESERVED = new Set([
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "expect",
  "forwarded",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
  "via",
  "x-webhook-test",
]);
const RESERVED_PREFIXES = ["webhook-", "svix-", "x-forwarded-", "sec-"];

/**
 * Why a header may not be set on a webhook, or null when it may (RELIABILITY.md §2.49).
 *
 * @param profileHeaders the lower-case names that the product's profile sends itself
 */
export function headerProblem(name: string, value: string | null, profileHeaders?: ReadonlySet<string>): string | null {
  if (!TOKEN.test(name)) return "is not an HTTP header name (letters, digits and dashes, at most 64)";
  const lower = name.toLowerCase();
  if (RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix))) {
    return "is set by Posthorn and can't be changed";
  }
  if (profileHeaders?.has(lower)) return "is part of every request already and can't be changed";
  if (value === null) return null;
  if (value.length > MAX_HEADER_VALUE_LENGTH) return `is longer than ${MAX_HEADER_VALUE_LENGTH} characters`;
  if (!VALUE.test(value))
    return "has characters that an HTTP header can't carry (line breaks, control or non-latin ones)";
  if (value !== value.trim()) return "begins or ends with a space";
  return null;
}
