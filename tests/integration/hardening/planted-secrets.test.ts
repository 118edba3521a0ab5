import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { type Demo, startPosthorn } from "#tests/support/posthorn";
import { startReceiver } from "#tests/support/receiver";

/** What must be nowhere in the clear, by what it is. */
const PLANTED = {
  signingSecret: `whsec_${Buffer.from("planted-signing-secret-0123456789").toString("base64")}`,
  rotatedSecret: `whsec_${Buffer.from("planted-rotated-secret-0123456789").toString("base64")}`,
  headerValue: "planted-header-value-5d1c7f",
};

/** What the instance itself is told: it is in the environment, and nowhere else. */
const SETTINGS = {
  smtpPassword: "planted-smtp-password-8e2b41",
  githubSecret: "planted-github-secret-c07d93",
  oidcSecret: "planted-oidc-secret-61fa2e",
};

/** The forms in which a text may hide: bytea is shown in hex, and secrets like base64. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const key = text.startsWith("whsec_") ? Buffer.from(text.slice(6), "base64") : bytes;
  return [text, bytes.toString("hex"), bytes.toString("base64"), key.toString("hex"), key.toString("utf8")];
}

function found(where: string, secrets: Record<string, string>): string[] {
  return Object.entries(secrets).flatMap(([name, text]) =>
    formsOf(text).some((form) => where.includes(form)) ? [name] : [],
  );
}

/** Every row of every table, as text: what pg_dump would hold. */
async function dump(dataDir: string): Promise<string> {
  const port = (await readFile(path.join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n")[3]?.trim();
  const password = (await readFile(path.join(dataDir, "postgres.password"), "utf8")).trim();
  const client = new pg.Client({ connectionString: `postgres://posthorn:${password}@127.0.0.1:${port}/posthorn` });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    let text = "";
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      text += rows.map(({ row }) => row).join("\n");
    }
    return text;
  } finally {
    await client.end();
  }
}

test("planted secrets are in no table, log line, engine event, page or answer (fault 59)", async () => {
  const posthorn = await startPosthorn({
    env: {
      POSTHORN_LOG_LEVEL: "trace",
      // Nobody listens there: what fails is logged.
      POSTHORN_SMTP_URL: `smtp://posthorn:${SETTINGS.smtpPassword}@127.0.0.1:9`,
      POSTHORN_MAIL_FROM: "posthorn@example.com",
      POSTHORN_GITHUB_CLIENT_ID: "github-client",
      POSTHORN_GITHUB_CLIENT_SECRET: SETTINGS.githubSecret,
      POSTHORN_OIDC_ISSUER: "http://127.0.0.1:9",
      POSTHORN_OIDC_CLIENT_ID: "oidc-client",
      POSTHORN_OIDC_CLIENT_SECRET: SETTINGS.oidcSecret,
    },
  });
  try {
    const demo: Demo = JSON.parse(await readFile(path.join(posthorn.dataDir, "demo.json"), "utf8"));
    const acme = demo.products.acme ?? { apiKey: "", publishKey: "" };
    const owner = demo.users.find(({ email }) => email === "owner@acme.test") ?? { email: "", password: "" };
    const receiver = await startReceiver();
    const call = async (
      route: string,
      body?: unknown,
      key = acme.apiKey,
      method = body === undefined ? "GET" : "POST",
    ) => {
      const answer = await fetch(`${posthorn.url}/api/v1${route}`, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, text: await answer.text() };
    };
    const created = await call("/webhooks", {
      name: "Planted",
      url: `${receiver.url}/in`,
      eventTypes: ["*"],
      secret: PLANTED.signingSecret,
      headers: { Authorization: `Bearer ${PLANTED.headerValue}` },
    });
    expect(created.status).toBe(201);
    const { id } = JSON.parse(created.text);
    expect((await call(`/webhooks/${id}/rotate-secret`, { secret: PLANTED.rotatedSecret })).status).toBe(200);
    const invited = await call("/invitations", { email: "planted@example.com", role: "viewer" });
    const made = JSON.parse((await call("/keys", { name: "Planted" })).text);
    const invitation = new URL(JSON.parse(invited.text).url).pathname.split("/").at(-1) ?? "";
    expect((await call("/events", { workspace: "acme", type: "invoice.paid", data: {} }, acme.publishKey)).status).toBe(
      202,
    );
    await expect.poll(() => receiver.requests.length, { timeout: 30_000 }).toBeGreaterThan(0);
    const delivered = async () => JSON.parse((await call(`/deliveries?webhook=${id}`)).text).data[0];
    await expect.poll(async () => (await delivered()).status, { timeout: 30_000 }).toBe("succeeded");
    // Failures are logged: they must not bring what was sent along.
    await call("/webhooks", { name: 1, url: "x", secret: PLANTED.signingSecret, headers: { A: PLANTED.headerValue } });

    let cookies = "";
    const page = async (route: string, init: RequestInit = {}) => {
      const answer = await fetch(posthorn.url + route, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), cookie: cookies },
      });
      cookies = [cookies, ...answer.headers.getSetCookie().map((line) => line.split(";")[0])]
        .filter(Boolean)
        .join("; ");
      return answer.text();
    };
    const { csrfToken } = JSON.parse(await page("/api/auth/csrf"));
    const form = new URLSearchParams({ csrfToken, email: owner.email, password: owner.password, json: "true" });
    await page("/api/auth/callback/credentials", { method: "POST", body: form });

    const secrets = {
      ...PLANTED,
      ...SETTINGS,
      apiKey: acme.apiKey,
      madeKey: made.token,
      operatorKey: demo.operatorKey,
      publishKey: acme.publishKey,
      password: owner.password,
      invitation,
    };
    const shown: string[] = [];
    const base = "/acme/settings/developers";
    const { id: deliveryId } = await delivered();
    for (const route of [
      `${base}/webhooks`,
      `${base}/webhooks/${id}`,
      `${base}/webhooks/${id}/logs`,
      `${base}/webhooks/${id}/settings`,
      `${base}/deliveries`,
      `${base}/events`,
      "/acme/settings/members",
      "/acme/settings/audit-log",
      "/profile",
      `${base}/keys`,
      `${base}/integrations`,
      "/operator/engine",
      "/operator/products",
      "/operator/workspaces",
      "/operator/audit-log",
      "/sign-in",
      `${base}/webhooks/wh_nonsense`,
      "/no/such/page",
    ]) {
      for (const headers of [{ accept: "text/html" }, { rsc: "1" }]) {
        const text = await page(route, { headers });
        expect(text.length, route).toBeGreaterThan(500);
        shown.push(...found(text, secrets).map((name) => `${name} on ${route} as ${JSON.stringify(headers)}`));
      }
    }
    for (const route of [
      `/webhooks/${id}`,
      "/webhooks",
      "/deliveries",
      `/deliveries/${deliveryId}`,
      "/keys",
      "/invitations",
      "/audit-log",
    ]) {
      shown.push(...found((await call(route)).text, secrets).map((name) => `${name} in the answer of ${route}`));
    }
    shown.push(
      ...found(await page(`/api/dashboard/acme/deliveries/${deliveryId}`), secrets).map(
        (name) => `${name} in a delivery`,
      ),
    );
    shown.push(
      ...found(await page("/api/dashboard/acme/audit-log/export?format=ndjson"), secrets).map(
        (name) => `${name} in the export`,
      ),
    );
    // The engine's events and runs are tables of the same database.
    const tables = await dump(posthorn.dataDir);
    expect(tables).toContain("Planted");
    shown.push(...found(tables, secrets).map((name) => `${name} in the database`));
    expect(posthorn.output().length).toBeGreaterThan(0);
    shown.push(...found(posthorn.output().replace(/Sign in as .*/, ""), secrets).map((name) => `${name} in the log`));
    expect(shown).toEqual([]);
    // The search does find what is there.
    expect(found((await call(`/webhooks/${id}/secret`)).text, secrets)).toEqual(["signingSecret", "rotatedSecret"]);
  } finally {
    await posthorn.remove();
  }
}, 180_000);
