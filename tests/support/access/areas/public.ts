import type { Area } from "#tests/support/access/area";

export const area: Area = {
  pages: {
    "docs/api/page.tsx": { needs: "nothing", at: () => "/docs/api" },
    "docs/[guide]/page.tsx": { needs: "nothing", at: () => "/docs/publish" },
    "docs/errors/[code]/page.tsx": { needs: "nothing", at: () => "/docs/errors/not_found" },
    "docs/errors/page.tsx": { needs: "nothing", at: () => "/docs/errors" },
    "docs/page.tsx": { needs: "nothing", at: () => "/docs" },
  },
  reads: {
    "api/integration/[[...path]]/route.ts": { needs: "nothing", at: () => "/api/integration/x", answers: 404 },
    "api/v1/[[...path]]/route.ts": { needs: "nothing", at: () => "/api/v1/x", answers: 404 },
    "api/v1/openapi.json/route.ts": { needs: "nothing", at: () => "/api/v1/openapi.json" },
    "healthz/route.ts": { needs: "nothing", at: () => "/healthz" },
    // Counts only: nothing here names a workspace.
    "metrics/route.ts": { needs: "nothing", at: () => "/metrics" },
    "readyz/route.ts": { needs: "nothing", at: () => "/readyz" },
  },
  routes: {
    "api/inngest/route.ts": "tests/browser/hardening.test.ts",
    "api/integration/webhook/history/route.ts": "tests/integration/access/flat-api.test.ts",
    "api/integration/webhook/route.ts": "tests/integration/access/flat-api.test.ts",
  },
};
