import { type NextRequest, NextResponse } from "next/server";

/** Every page; not Next.js's own files, and not the API, whose answers are no pages. */
export const config = {
  matcher: [
    "/((?!_next/static|_next/image|api/|inbox/|icon.svg|healthz|readyz|metrics).*)",
    // What is posted to an inbox is no page, and Next.js would hold all of it in memory for us.
    { source: "/inbox/:token", has: [{ type: "header", key: "accept", value: "(.*)text/html(.*)" }] },
  ],
};

/**
 * Gives each page a Content-Security-Policy with a nonce of its own, and tells pages their own address, which Next.js
 * keeps from server components: sign-in leads back to it. Who may see what is decided in lib/, never here.
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-posthorn-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-nonce", nonce);
  // Next.js takes the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Style attributes are allowed, since components place popups with them; style elements need the nonce. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
