/** The headers that tell where a request comes from. */
interface RequestHeaders {
  get(name: string): string | null;
}

/**
 * Whether a request that changes something comes from one of our own pages. Browsers say so in `Sec-Fetch-Site`, which
 * no script can set; older ones send `Origin`. Next.js lets server actions without an `Origin` pass, and has mistaken
 * `null` for our own (CVE-2026-27978), so neither is taken for a yes here.
 */
export function isOwnOrigin(headers: RequestHeaders): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host;
}

/** Whether a request was made by a page of another site: its answer must be of no use there. */
export function isForeignRead(headers: RequestHeaders): boolean {
  const site = headers.get("sec-fetch-site");
  return site === "cross-site" || site === "same-site";
}
