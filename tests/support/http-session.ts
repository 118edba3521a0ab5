import { app } from "#tests/support/browser";

/** A browser's half of HTTP without a browser: cookies are kept, redirects are shown and not followed. */
export class HttpSession {
  readonly #cookies = new Map<string, string>();
  readonly #baseUrl: string;

  constructor(baseUrl = app().url) {
    this.#baseUrl = baseUrl;
  }

  /** A copy with the same cookies, as a thief would have. */
  copy(): HttpSession {
    const copy = new HttpSession(this.#baseUrl);
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookies) headers.set("cookie", cookies);
    const answer = await fetch(new URL(path, this.#baseUrl), { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return answer;
  }

  /** Through the endpoint of the sign-in form. */
  async signIn(email: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
    const { csrfToken } = (await (await this.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    return this.fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers,
      body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    });
  }

  /** Presses a provider's button. @returns where that leads: to the provider, or back with an error */
  async beginSignIn(provider: string, to: string, { query = "", headers = {} } = {}): Promise<URL> {
    const { csrfToken } = (await (await this.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, callbackUrl: to, json: "true" });
    const answer = await this.fetch(`/api/auth/signin/${provider}${query}`, { method: "POST", headers, body });
    return new URL(((await answer.json()) as { url: string }).url);
  }

  /** Follows redirects within the site. @returns the first address elsewhere, or where they end */
  async follow(path: string): Promise<{ url: URL; answer: Response | null }> {
    let url = new URL(path, this.#baseUrl);
    for (let hops = 0; hops < 10 && url.origin === new URL(this.#baseUrl).origin; hops++) {
      const answer = await this.fetch(url.href, { headers: { accept: "text/html" } });
      const location = answer.headers.get("location");
      if (!location) return { url, answer };
      url = new URL(location, url);
    }
    return { url, answer: null };
  }

  async signOut(): Promise<void> {
    const { csrfToken } = (await (await this.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, callbackUrl: "/sign-in", json: "true" });
    await this.fetch("/api/auth/signout", { method: "POST", body });
  }
}

/** One of the demo's people, signed in. */
export async function signedIn(role: string, workspace: string): Promise<HttpSession> {
  const user = app().demo.users.find((one) => one.role === role && one.workspace === workspace);
  const session = new HttpSession();
  const answer = await session.signIn(user?.email ?? "", user?.password ?? "");
  if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`);
  return session;
}
