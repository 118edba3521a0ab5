import { readFile } from "node:fs/promises";
import path from "node:path";
import { findFreePort } from "#lib/database/embedded";
import { startGitHub } from "#tests/support/git-hub";
import { HttpSession } from "#tests/support/http-session";
import { OIDC_CLIENT, startIdentityProvider } from "#tests/support/identity-provider";
import { startMailServer } from "#tests/support/mail-server";
import { type Demo, startPosthorn } from "#tests/support/posthorn";

const GITHUB_CLIENT = { id: "Iv1.0123456789abcdef", secret: "0123456789abcdef0123456789abcdef01234567" };

export type SignInApp = Awaited<ReturnType<typeof startSignInApp>>;

/** Posthorn as `npm start` runs it, with every way to sign in: an OpenID Connect provider, a GitHub, and mail. */
export async function startSignInApp() {
  const port = await findFreePort();
  const [oidc, gitHub, smtp] = await Promise.all([
    startIdentityProvider(`http://localhost:${port}/api/auth/callback/oidc`),
    startGitHub(GITHUB_CLIENT),
    startMailServer(),
  ]);
  const app = await startPosthorn({
    env: {
      PORT: String(port),
      POSTHORN_OIDC_ISSUER: oidc.issuer,
      POSTHORN_OIDC_CLIENT_ID: OIDC_CLIENT.id,
      POSTHORN_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
      POSTHORN_OIDC_NAME: "Acme SSO",
      POSTHORN_GITHUB_URL: gitHub.url,
      POSTHORN_GITHUB_CLIENT_ID: GITHUB_CLIENT.id,
      POSTHORN_GITHUB_CLIENT_SECRET: GITHUB_CLIENT.secret,
      POSTHORN_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      POSTHORN_MAIL_FROM: "posthorn@example.com",
    },
  });
  const demo: Demo = JSON.parse(await readFile(path.join(app.dataDir, "demo.json"), "utf8"));

  /** Calls the API as a product's demo workspace. */
  const api = async (product: string, route: string, body?: unknown) => {
    const answer = await fetch(`${app.url}/api/v1${route}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${demo.products[product]?.apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };

  return {
    app,
    demo,
    oidc,
    gitHub,
    api,
    session: () => new HttpSession(app.url),
    passwordOf: (email: string) => demo.users.find((user) => user.email === email)?.password ?? "",
    /** Invites to a product's demo workspace. @returns the path of the link to copy */
    invite: async (product: string, email: string): Promise<string> => {
      const { url } = (await api(product, "/invitations", { email, role: "viewer" })) as { url: string };
      return new URL(url).pathname;
    },
    /** The actions in the log of a product's demo workspace, the latest first. */
    auditLog: async (product: string): Promise<{ action: string; actor: { name: string } }[]> =>
      (await api(product, "/audit-log?limit=100")).data,
    /** The mails to an address, with their lines joined as a reader would. */
    mailsTo: (email: string): string[] =>
      smtp.mails
        .filter(({ to }) => to.includes(email))
        .map(({ text }) => text.replaceAll("=\n", "").replaceAll("=3D", "=")),
    /** Goes through the provider's pages. @returns where it sends the browser back to, not yet called */
    answerOf: async (question: URL, account: string): Promise<string> => {
      const browser = new HttpSession(oidc.issuer);
      const { url: interaction } = await browser.follow(question.href);
      const { url } = await browser.follow(`${interaction.pathname}/as/${account}`);
      return url.href;
    },
  };
}
