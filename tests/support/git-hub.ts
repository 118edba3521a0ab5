import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

/** Somebody at GitHub. `email` is what their public profile says. */
export interface GitHubAccount {
  id: number;
  login: string;
  name: string | null;
  email: string | null;
  emails: { email: string; primary: boolean; verified: boolean; visibility: string | null }[] | null;
}

/** As much of a GitHub Enterprise Server as signing in needs, by GitHub's documentation. Everybody agrees to everything. */
export async function startGitHub(client: { id: string; secret: string }) {
  const state: { account: GitHubAccount | null } = { account: null };
  const codes = new Map<string, { challenge: string | null; account: GitHubAccount }>();
  const tokens = new Map<string, GitHubAccount>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://github.invalid");
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(value));
    if (url.pathname === "/login/oauth/authorize") {
      if (!state.account || url.searchParams.get("client_id") !== client.id) return json({}, 404);
      const code = randomUUID();
      codes.set(code, { challenge: url.searchParams.get("code_challenge"), account: state.account });
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === "/login/oauth/access_token") {
      let body = "";
      for await (const chunk of request) body += chunk;
      const form = new URLSearchParams(body);
      const granted = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const verifier = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      const basic = `Basic ${Buffer.from(`${client.id}:${encodeURIComponent(client.secret)}`).toString("base64")}`;
      const isClient = request.headers.authorization === basic || form.get("client_secret") === client.secret;
      // GitHub answers 200 with an error inside.
      if (!granted || granted.challenge !== verifier || !isClient) return json({ error: "bad_verification_code" });
      const token = randomUUID();
      tokens.set(token, granted.account);
      return json({ access_token: token, token_type: "bearer", scope: "read:user,user:email" });
    }
    const account = tokens.get(request.headers.authorization?.replace(/^Bearer /i, "") ?? "");
    if (!account) return json({ message: "Bad credentials" }, 401);
    const { emails, ...user } = account;
    if (url.pathname === "/api/v3/user") return json(user);
    if (url.pathname === "/api/v3/user/emails" && emails) return json(emails);
    return json({ message: "Not Found" }, 404);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, state };
}
