import type { Area } from "#tests/support/access/area";

export const area: Area = {
  pages: {
    "page.tsx": { needs: "session", at: () => "/", leadsOn: true },
    "profile/page.tsx": { needs: "session", at: () => "/profile" },
    // There is an operator, so there is nothing to set up.
    "setup/page.tsx": { needs: "nothing", at: () => "/setup?token=nonsense", answers: 404 },
    "sign-in/link/[token]/page.tsx": { needs: "nothing", at: () => "/sign-in/link/nonsense" },
    "sign-in/password/[token]/page.tsx": { needs: "nothing", at: () => "/sign-in/password/nonsense" },
    // The app under test sends no mail.
    "sign-in/password/page.tsx": { needs: "nothing", at: () => "/sign-in/password", answers: 404 },
    // Whoever is signed in already is led on.
    "sign-in/page.tsx": { needs: "nothing", at: () => "/sign-in", leadsOn: true },
  },
  actions: {
    changePasswordAction: { needs: "session", args: () => [{ current: "", next: "correct horse battery" }] },
    createOperatorAction: {
      needs: "nothing",
      args: () => ["nonsense", { name: "Thief", email: "thief@example.com", password: "correct horse battery" }],
    },
    endAllSessionsAction: { needs: "session", args: () => [], elsewhere: "tests/browser/profile.test.ts" },
    endSessionAction: { needs: "session", args: () => ["ses_01jf3xk30dmer79m5gpfqfk62s"] },
    requestLinkAction: {
      needs: "nothing",
      // Refused: the app under test sends no mail. tests/browser/mail-links.test.ts has it where mail goes out.
      args: () => [{ purpose: "sign-in", email: "owner@acme.test" }],
    },
    resetPasswordAction: { needs: "nothing", args: () => ["nonsense", { password: "correct horse battery" }] },
    unlinkAccountAction: { needs: "session", args: () => ["acc_01jf3xk30dmer79m5gpfqfk62s"] },
    updateProfileAction: { needs: "session", args: () => [{ name: "" }] },
  },
  routes: { "api/auth/[...nextauth]/route.ts": "tests/browser/sign-in.test.ts" },
};
