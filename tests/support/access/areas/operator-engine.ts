import type { Area } from "#tests/support/access/area";

export const area: Area = {
  pages: {
    "operator/engine/page.tsx": { needs: "operator", at: () => "/operator/engine" },
    "operator/page.tsx": { needs: "operator", at: () => "/operator", leadsOn: true },
  },
  reads: {
    "api/operator/engine/route.ts": { needs: "operator", at: () => "/api/operator/engine" },
    "api/operator/engine/runs/[run]/route.ts": {
      needs: "operator",
      at: () => "/api/operator/engine/runs/x",
      answers: 404,
    },
  },
};
