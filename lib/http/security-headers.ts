/** Of every answer, pages' and programs' alike. */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // Browsers take it from https only. A year, as ASVS 5.0 3.4.1 asks.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
} as const;

/** Of everything below `/api`. Pages get one with a nonce (proxy.ts); what the API answers is never to be shown as a page. */
export const API_HEADERS = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
} as const;
