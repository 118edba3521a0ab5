import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { firstIdOf } from "#lib/http/id-range";
import { publicId } from "#lib/ids";
import { hashPassword } from "#lib/users/password";
import type { Customer } from "#scripts/chaos/customer";
import type { Instance } from "#scripts/chaos/instance";

const PASSWORD = "correct horse battery staple";
const PAGE = 100;
const MONTH_MS = 30 * 86_400_000;
const BETWEEN_PAGES_MS = 100;

/** A program that walks through the list of deliveries again and again, and a person who looks at the pages. */
export class Reader {
  /** How often the whole list was walked through. */
  walks = 0;
  /** How many pages were looked at. */
  pages = 0;
  readonly problems: string[] = [];
  readonly #instance: Instance;
  readonly #customer: Customer;
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  private constructor(instance: Instance, customer: Customer) {
    this.#instance = instance;
    this.#customer = customer;
  }

  static async start(instance: Instance, customer: Customer): Promise<Reader> {
    const reader = new Reader(instance, customer);
    const [key, cookie] = [await customer.workspace.apiKey(), await signIn(instance, customer)];
    reader.#running = Promise.all([reader.#walkOn(key), reader.#lookOn(cookie)]);
    return reader;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #walkOn(key: string): Promise<void> {
    while (!this.#stopped) {
      const since = firstIdOf(new Date(Date.now() - MONTH_MS));
      const rows = await db().delivery.findMany({
        where: { workspaceId: this.#customer.workspace.id, id: { gte: since } },
        select: { id: true },
      });
      const missing = new Set(rows.map(({ id }) => publicId("delivery", id)));
      await this.#walk(key, missing);
      if (this.#stopped) return;
      if (missing.size > 0) this.problems.push(`a walk missed ${missing.size} of ${rows.length} rows that were kept`);
      this.walks++;
    }
  }

  /** Takes what it meets out of `missing`. */
  async #walk(key: string, missing: Set<string>): Promise<void> {
    let last: string | undefined;
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ limit: String(PAGE), ...(cursor && { cursor }) });
      const answer = await this.#read(`/api/v1/deliveries?${query}`, { authorization: `Bearer ${key}` });
      if (answer === null) return;
      const page = JSON.parse(answer) as { data: { id: string }[]; nextCursor: string | null };
      for (const { id } of page.data) {
        // Ids sort by time, newest first: a row that comes twice breaks the order as well.
        if (last !== undefined && id >= last) this.problems.push(`${id} after ${last}`);
        last = id;
        missing.delete(id);
      }
      cursor = page.nextCursor;
    } while (cursor !== null && !this.#stopped);
  }

  async #lookOn(cookie: string): Promise<void> {
    const base = `/${this.#customer.workspace.slug}/settings/developers`;
    const [webhook] = this.#customer.webhooks;
    const paths = [`${base}/deliveries`, `${base}/events`, `${base}/webhooks/${webhook?.id}/logs`];
    for (let i = 0; !this.#stopped; i++) {
      const page = await this.#read(paths[i % paths.length] ?? base, { cookie });
      if (page !== null) this.pages++;
      await sleep(BETWEEN_PAGES_MS);
    }
  }

  async #read(path: string, headers: Record<string, string>): Promise<string | null> {
    const answer = await fetch(this.#instance.url + path, { headers, redirect: "manual" });
    const text = await answer.text();
    if (answer.status === 200) return text;
    this.problems.push(`${path} was answered ${answer.status}`);
    return null;
  }
}

/** @returns the cookies of a session of the customer's owner */
async function signIn({ url }: Instance, { owner }: Customer): Promise<string> {
  if (owner.actor.type !== "user") throw new Error("The owner is no user.");
  const { id, email } = owner.actor;
  await db().user.update({ where: { id }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const cookies = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookies(csrf).join("; ") },
    body: new URLSearchParams({ csrfToken, email, password: PASSWORD, json: "true" }),
    redirect: "manual",
  });
  if (answer.status !== 200) throw new Error(`Signing in was answered ${answer.status}.`);
  return cookies(answer).join("; ");
}
