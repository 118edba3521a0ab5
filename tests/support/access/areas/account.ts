import type { Area } from "#tests/support/access/area";

export const area: Area = {
  pages: {
    "page.tsx": { needs: "session", at: () => "/", leadsOn: true },
    "profile/page.tsx": { needs: "session", at: () => "/profile" },
    // Whoever is signed in already is led on.
    "sign-in/page.tsx": { needs: "nothing", at: () => "/sign-in", leadsOn: true },
  },
  actions: {
    changePasswordAction: { needs: "session", args: () => [{ current: "", next: "correct horse battery" }] },
    endAllSessionsAction: { needs: "session", args: () => [], elsewhere: "tests/browser/profile.test.ts" },
    endSessionAction: { needs: "session", args: () => ["ses_01jf3xk30dmer79m5gpfqfk62s"] },
    updateProfileAction: { needs: "session", args: () => [{ name: "" }] },
  },
  routes: { "api/auth/[...nextauth]/route.ts": "tests/browser/hardening.test.ts" },
};
