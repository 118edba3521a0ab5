import { globSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { OPERATIONS } from "#lib/openapi/operations";
import { app } from "#tests/support/browser";
import { HttpSession, signedIn } from "#tests/support/http-session";
import { postAction, type ServerAction, serverActions } from "#tests/support/server-actions";

// Fault 55. Every page, route and server action × nobody, somebody of another workspace, a viewer, a session that was ended. The
// lists are read from the files and the build: what is added without a row here fails.

const SLUG = "kaunt";
const OTHER = "crondb";

interface Ids {
  webhook: string;
  delivery: string;
  event: string;
  inbox: string;
  member: string;
  invitation: string;
}

/** A page's address in a workspace, and what a viewer of that workspace gets. Where `ids` are used, also theirs elsewhere. */
const W = "[workspace]/settings/developers";
const PAGES: Record<string, { at: (slug: string, ids: Ids) => string; viewer: number; names?: true }> = {
  "[workspace]/page.tsx": { at: (slug) => `/${slug}`, viewer: 307 },
  "[workspace]/settings/page.tsx": { at: (slug) => `/${slug}/settings`, viewer: 307 },
  "[workspace]/settings/members/page.tsx": { at: (slug) => `/${slug}/settings/members`, viewer: 200 },
  "[workspace]/settings/roles/page.tsx": { at: (slug) => `/${slug}/settings/roles`, viewer: 200 },
  "[workspace]/settings/workspace/page.tsx": { at: (slug) => `/${slug}/settings/workspace`, viewer: 200 },
  "[workspace]/settings/audit-log/page.tsx": { at: (slug) => `/${slug}/settings/audit-log`, viewer: 404 },
  [`${W}/page.tsx`]: { at: (slug) => `/${slug}/settings/developers`, viewer: 307 },
  [`${W}/catalogue/page.tsx`]: { at: (slug) => `/${slug}/settings/developers/catalogue`, viewer: 200 },
  [`${W}/deliveries/page.tsx`]: { at: (slug) => `/${slug}/settings/developers/deliveries`, viewer: 200 },
  [`${W}/events/(list)/page.tsx`]: { at: (slug) => `/${slug}/settings/developers/events`, viewer: 200 },
  [`${W}/events/[event]/page.tsx`]: {
    at: (slug, { event }) => `/${slug}/settings/developers/events/${event}`,
    viewer: 200,
    names: true,
  },
  [`${W}/inspector/(list)/page.tsx`]: { at: (slug) => `/${slug}/settings/developers/inspector`, viewer: 200 },
  [`${W}/inspector/[inbox]/page.tsx`]: {
    at: (slug, { inbox }) => `/${slug}/settings/developers/inspector/${inbox}`,
    viewer: 200,
    names: true,
  },
  [`${W}/webhooks/(list)/page.tsx`]: { at: (slug) => `/${slug}/settings/developers/webhooks`, viewer: 200 },
  [`${W}/webhooks/new/page.tsx`]: { at: (slug) => `/${slug}/settings/developers/webhooks/new`, viewer: 200 },
  ...Object.fromEntries(
    ["", "logs/", "settings/", "test/"].map((tab) => [
      `${W}/webhooks/[webhook]/${tab}page.tsx`,
      {
        at: (slug: string, { webhook }: Ids) =>
          `/${slug}/settings/developers/webhooks/${webhook}/${tab}`.replace(/\/$/, ""),
        viewer: tab === "test/" ? 404 : 200,
        names: true as const,
      },
    ]),
  ),
};
/** Pages that belong to no workspace, and what nobody gets. */
const OPEN_PAGES: Record<string, { at: string; nobody: number }> = {
  "page.tsx": { at: "/", nobody: 307 },
  "profile/page.tsx": { at: "/profile", nobody: 307 },
  "sign-in/page.tsx": { at: "/sign-in", nobody: 200 },
  "invite/[token]/page.tsx": { at: "/invite/nonsense", nobody: 200 },
  "inbox/[token]/page.tsx": { at: "/inbox/nonsense", nobody: 404 },
  "docs/page.tsx": { at: "/docs", nobody: 307 },
  "docs/api/page.tsx": { at: "/docs/api", nobody: 200 },
  "docs/errors/page.tsx": { at: "/docs/errors", nobody: 200 },
  "docs/errors/[code]/page.tsx": { at: "/docs/errors/not_found", nobody: 200 },
};

/** For operators of the instance alone; others find nothing there. */
const OPERATOR_PAGES: Record<string, string> = {
  "operator/page.tsx": "/operator",
  "operator/engine/page.tsx": "/operator/engine",
  "operator/products/(list)/page.tsx": "/operator/products",
  "operator/products/new/page.tsx": "/operator/products/new",
  ...Object.fromEntries(
    [
      ...["", "profile", "profile/edit", "profile/history", "publish-keys", "settings"],
      ...["event-types", "event-types/new", "event-types/import", "event-types/[type]"],
    ].map((part) => [
      `operator/products/[product]/${part && `${part}/`}page.tsx`,
      `/operator/products/${SLUG}/${part.replace("[type]", "x")}`.replace(/\/$/, ""),
    ]),
  ),
};
const OPERATOR_READS: Record<string, string> = {
  "api/operator/engine/route.ts": "/api/operator/engine",
  "api/operator/engine/runs/[run]/route.ts": "/api/operator/engine/runs/x",
};

/** The dashboard's own reads, and what a viewer gets. */
const D = "api/dashboard/[workspace]";
const READS: Record<string, { at: (slug: string, ids: Ids) => string; viewer: number; names?: true }> = {
  [`${D}/audit-log/export/route.ts`]: {
    at: (slug) => `/api/dashboard/${slug}/audit-log/export?format=csv`,
    viewer: 403,
  },
  [`${D}/deliveries/[delivery]/route.ts`]: {
    at: (slug, { delivery }) => `/api/dashboard/${slug}/deliveries/${delivery}`,
    viewer: 200,
    names: true,
  },
  [`${D}/deliveries/export/route.ts`]: {
    at: (slug) => `/api/dashboard/${slug}/deliveries/export?format=csv`,
    viewer: 200,
  },
  [`${D}/deliveries/live/route.ts`]: { at: (slug) => `/api/dashboard/${slug}/deliveries/live?after=x`, viewer: 200 },
  [`${D}/jump/route.ts`]: { at: (slug) => `/api/dashboard/${slug}/jump?q=private`, viewer: 200 },
  [`${D}/inboxes/[inbox]/requests/route.ts`]: {
    at: (slug, { inbox }) => `/api/dashboard/${slug}/inboxes/${inbox}/requests`,
    viewer: 200,
    names: true,
  },
  [`${D}/notifications/route.ts`]: { at: (slug) => `/api/dashboard/${slug}/notifications`, viewer: 200 },
  [`${D}/replays/route.ts`]: { at: (slug) => `/api/dashboard/${slug}/replays`, viewer: 200 },
};
/** The API of kruncher's shape: by key, like `/api/v1`. */
const FLAT_ROUTES: Record<string, string> = {
  "api/integration/webhook/route.ts": "/api/integration/webhook",
  "api/integration/webhook/history/route.ts": "/api/integration/webhook/history",
};
/** Routes without a session: their own tests say who may do what. */
const OTHER_ROUTES = [
  "api/auth/[...nextauth]/route.ts",
  "api/inbox/[token]/route.ts",
  "api/integration/[[...path]]/route.ts",
  "api/inngest/route.ts",
  "api/v1/[[...path]]/route.ts",
  "api/v1/openapi.json/route.ts",
  "healthz/route.ts",
  "metrics/route.ts",
  "readyz/route.ts",
];

const WEBHOOK = { name: "Mine", url: "https://hooks.example.com/in", eventTypes: ["*"] };
const SINCE = { since: "2026-01-01T00:00:00Z" };
/** What follows the workspace's slug, whether a viewer may do it, and whether it names something of the workspace. */
const ACTIONS: Record<string, { args: (ids: Ids) => unknown[]; viewer?: true; names?: true }> = {
  replayAction: { args: ({ delivery }) => [delivery], names: true },
  cancelAction: { args: ({ delivery }) => [delivery], names: true },
  replayManyAction: { args: ({ delivery }) => [[delivery]] },
  createInboxAction: { args: () => ["Mine"] },
  configureInboxAction: { args: ({ inbox }) => [inbox, { status: 500 }], names: true },
  clearInboxAction: { args: ({ inbox }) => [inbox], names: true },
  readNotificationsAction: { args: () => [], viewer: true },
  previewReplayAction: { args: ({ webhook }) => [webhook, SINCE], names: true },
  startReplayAction: { args: ({ webhook }) => [webhook, SINCE], names: true },
  cancelReplayAction: { args: () => ["rpl_01jf3xk30dmer79m5gpfqfk62s"], names: true },
  createWebhookAction: { args: () => [WEBHOOK] },
  updateWebhookAction: { args: ({ webhook }) => [webhook, 1, { name: "Mine" }], names: true },
  deleteWebhookAction: { args: ({ webhook }) => [webhook], names: true },
  pauseWebhookAction: { args: ({ webhook }) => [webhook], names: true },
  resumeWebhookAction: { args: ({ webhook }) => [webhook, { sendHeld: true }], names: true },
  revealSecretAction: { args: ({ webhook }) => [webhook], names: true },
  rotateSecretAction: { args: ({ webhook }) => [webhook, {}], names: true },
  expireSecretAction: { args: ({ webhook }) => [webhook], names: true },
  sendTestAction: { args: ({ webhook }) => [webhook, { type: "ModelReady" }], names: true },
  changeOwnerAction: { args: ({ webhook, member }) => [webhook, member], names: true },
  changeRoleAction: { args: ({ member }) => [member, "admin"], names: true },
  removeMemberAction: { args: ({ member }) => [member], names: true },
  transferOwnershipAction: { args: ({ member }) => [member], names: true },
  createInvitationAction: { args: () => [{ email: "thief@example.com", role: "admin" }] },
  renewInvitationAction: { args: ({ invitation }) => [invitation], names: true },
  pauseWebhooksAction: { args: ({ webhook }) => [[webhook]] },
  resumeWebhooksAction: { args: ({ webhook }) => [[webhook], true] },
  deleteWebhooksAction: { args: ({ webhook }) => [[webhook]] },
  updateWorkspaceAction: { args: () => [{ name: "Mine" }] },
  deleteWorkspaceAction: { args: () => ["Kaunt"] },
  revokeInvitationAction: { args: ({ invitation }) => [invitation], names: true },
};
/** A viewer may leave, so nobody is asked to: tests/integration/members has it. */
const NOT_CALLED = ["leaveWorkspaceAction"];
/** They belong to the caller and no workspace. */
const PERSONAL: Record<string, unknown[]> = {
  acceptInvitationAction: ["nonsense"],
  updateProfileAction: [{ name: "Thief" }],
  changePasswordAction: [{ current: "", next: "correct horse battery" }],
  endSessionAction: ["ses_01jf3xk30dmer79m5gpfqfk62s"],
  endAllSessionsAction: [],
};
/** For operators of the instance alone. */
const OPERATOR_ACTIONS: Record<string, unknown[]> = {
  createProductAction: [{ name: "Mine" }],
  updateProductAction: [SLUG, { name: "Mine" }],
  deleteProductAction: [SLUG],
  previewProfileAction: [SLUG, {}, "{}"],
  compareProfileAction: [SLUG, { profile: {} }],
  saveProfileAction: [SLUG, 1, { profile: {} }],
  createEventTypeAction: [SLUG, { name: "mine" }, "{}"],
  updateEventTypeAction: ["ety_01jf3xk30dmer79m5gpfqfk62s", { archived: true }],
  importEventTypesAction: [SLUG, { document: [] }, {}],
  createPublishKeyAction: [SLUG, { name: "Mine" }],
  rotatePublishKeyAction: ["key_01jf3xk30dmer79m5gpfqfk62s", {}],
  revokePublishKeyAction: ["key_01jf3xk30dmer79m5gpfqfk62s"],
};
/** Anybody's, with a token. */
const OPEN_ACTIONS: Record<string, unknown[]> = {
  joinByInvitationAction: ["nonsense", { name: "Thief", password: "correct horse battery" }],
};

let ids: Ids;
let nobody: HttpSession;
let stranger: HttpSession;
let viewer: HttpSession;
let ended: HttpSession;
let actions: ServerAction[];

beforeAll(async () => {
  ids = await createThings();
  actions = await serverActions();
  nobody = new HttpSession();
  [stranger, viewer] = [await signedIn("owner", OTHER), await signedIn("viewer", SLUG)];
  const owner = await signedIn("owner", SLUG);
  ended = owner.copy();
  await owner.signOut();
});

/** One of each thing in the workspace that strangers want to see. */
async function createThings(): Promise<Ids> {
  const { apiKey, publishKey } = app().demo.products[SLUG] ?? { apiKey: "", publishKey: "" };
  const call = async (path: string, body?: unknown, key = apiKey) => {
    const answer = await fetch(`${app().url}/api/v1${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  const webhook = await call("/webhooks", { name: "Private", url: "https://hooks.example.com/x", eventTypes: ["*"] });
  const published = await call("/events", { workspace: SLUG, type: "ModelReady", data: {} }, publishKey);
  const { data: deliveries } = await call(`/deliveries?webhook=${webhook.id}`);
  const { data: members } = await call("/members");
  const email = `${crypto.randomUUID()}@example.com`;
  return {
    webhook: webhook.id,
    event: published.data[0].id,
    delivery: deliveries[0].id,
    inbox: (await call("/inboxes")).data[0].id,
    member: members.find(({ role }: { role: string }) => role === "developer").id,
    invitation: (await call("/invitations", { email, role: "viewer" })).id,
  };
}

const files = (pattern: string) =>
  globSync(pattern, { cwd: "app" })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();

describe("nothing is without a row", () => {
  test("no page", () => {
    expect(files("**/page.tsx")).toEqual([PAGES, OPEN_PAGES, OPERATOR_PAGES].flatMap(Object.keys).toSorted());
  });

  test("no route", () => {
    const described = new Set(OPERATIONS.map(({ path }) => `api/v1${path.replaceAll(/{(\w+)}/g, "[$1]")}/route.ts`));
    const known = [READS, OPERATOR_READS, FLAT_ROUTES].flatMap(Object.keys);
    expect(files("**/route.ts")).toEqual([...described, ...known, ...OTHER_ROUTES].toSorted());
  });

  test("no server action", () => {
    const known = [ACTIONS, PERSONAL, OPERATOR_ACTIONS, OPEN_ACTIONS].flatMap(Object.keys);
    expect(actions.map(({ name }) => name).toSorted()).toEqual([...known, ...NOT_CALLED].toSorted());
  });
});

const asPage = { headers: { accept: "text/html" } };

describe("a page", () => {
  test.each(Object.entries(PAGES))("%s", async (_file, { at, viewer: expected, names }) => {
    const own = at(SLUG, ids);
    for (const session of [nobody, ended]) {
      const answer = await session.fetch(own, asPage);
      expect([answer.status, answer.headers.get("location")?.replace(/\?.*/, "")]).toEqual([307, "/sign-in"]);
    }
    expect((await stranger.fetch(own, asPage)).status).toBe(404);
    if (names) {
      const answer = await stranger.fetch(at(OTHER, ids), asPage);
      expect(await answer.text()).not.toContain("Private");
      expect(answer.status).toBe(404);
    }
    expect((await viewer.fetch(own, asPage)).status).toBe(expected);
  });

  test.each(Object.entries(OPERATOR_PAGES))("%s", async (_file, path) => {
    expect((await nobody.fetch(path, asPage)).status).toBe(307);
    for (const session of [stranger, viewer]) expect((await session.fetch(path, asPage)).status).toBe(404);
  });

  test.each(Object.entries(OPEN_PAGES))("%s", async (_file, { at, nobody: expected }) => {
    for (const session of [nobody, ended]) expect((await session.fetch(at, asPage)).status).toBe(expected);
  });
});

describe("a read of the dashboard", () => {
  test.each(Object.entries(READS))("%s", async (_file, { at, viewer: expected, names }) => {
    const own = at(SLUG, ids);
    for (const session of [nobody, ended]) expect((await session.fetch(own)).status).toBe(401);
    expect((await stranger.fetch(own)).status).toBe(404);
    if (names) expect((await stranger.fetch(at(OTHER, ids))).status).toBe(404);
    const answer = await viewer.fetch(own);
    expect(answer.status).toBe(expected);
    // Some never end by themselves.
    await answer.body?.cancel();
    const foreign = { "sec-fetch-site": "cross-site" };
    expect((await viewer.fetch(own, { headers: foreign })).status).toBe(403);
  });
});

describe("a read of operators", () => {
  test.each(Object.entries(OPERATOR_READS))("%s", async (_file, path) => {
    for (const session of [nobody, ended]) expect((await session.fetch(path)).status).toBe(401);
    for (const session of [stranger, viewer]) expect((await session.fetch(path)).status).toBe(404);
  });
});

describe("an operation of the API", () => {
  test.each(OPERATIONS.filter(({ key }) => key !== "none").map(({ method, path }) => [method, path]))(
    "%s %s",
    async (method, path) => {
      const url = `/api/v1${path?.replace("{id}", ids.webhook)}`;
      const call = async (headers: Record<string, string>) =>
        (await stranger.fetch(url, { method: method?.toUpperCase() ?? "GET", headers })).status;
      // A session is no key: a page of another site that posts here gets nowhere.
      expect(await call({})).toBe(401);
      expect(await call({ authorization: "Bearer phk_ws_nonsense" })).toBe(401);
      expect(await call({ authorization: "Basic b3duZXI6eA==" })).toBe(401);
    },
  );
});

const NO_WORKSPACE = "There is no such workspace.";

describe("an operation of the flat API", () => {
  test.each(Object.values(FLAT_ROUTES))("%s", async (path) => {
    for (const headers of [undefined, { authorization: "phk_ws_nonsense" }]) {
      expect((await stranger.fetch(path, headers && { headers })).status).toBe(401);
    }
  });
});

describe("a server action", () => {
  const named = (name: string) => {
    const action = actions.find((one) => one.name === name);
    if (!action) throw new Error(`The build has no ${name}.`);
    return action;
  };

  test.each(Object.entries(ACTIONS))("%s", async (name, { args, viewer: allowed, names }) => {
    const action = named(name);
    for (const session of [nobody, ended]) {
      const { ok, redirect } = await postAction(session, action, SLUG, [SLUG, ...args(ids)]);
      expect({ ok, redirect: redirect?.replace(/[?;].*/, "") }).toEqual({ ok: null, redirect: "/sign-in" });
    }
    expect(await postAction(stranger, action, OTHER, [SLUG, ...args(ids)])).toMatchObject({
      ok: false,
      message: NO_WORKSPACE,
    });
    if (names) {
      expect(await postAction(stranger, action, OTHER, [OTHER, ...args(ids)])).toMatchObject({
        ok: false,
        message: expect.stringMatching(/^There is no such /),
      });
    }
    const outcome = await postAction(viewer, action, SLUG, [SLUG, ...args(ids)]);
    if (allowed) expect(outcome.ok).toBe(true);
    else expect(outcome).toMatchObject({ ok: false, message: expect.stringMatching(/^Your role \(viewer\)/) });
  });

  test.each(Object.entries(PERSONAL))("%s is for who is signed in", async (name, args) => {
    for (const session of [nobody, ended]) {
      const { ok, redirect } = await postAction(session, named(name), OTHER, args);
      expect({ ok, redirect: redirect?.replace(/[?;].*/, "") }).toEqual({ ok: null, redirect: "/sign-in" });
    }
  });

  test.each(Object.entries(OPERATOR_ACTIONS))("%s is for operators", async (name, args) => {
    for (const session of [nobody, ended]) {
      const { ok, redirect } = await postAction(session, named(name), SLUG, args);
      expect({ ok, redirect: redirect?.replace(/[?;].*/, "") }).toEqual({ ok: null, redirect: "/sign-in" });
    }
    for (const session of [stranger, viewer]) {
      const outcome = await postAction(session, named(name), SLUG, args);
      expect(outcome).toMatchObject({ ok: false, message: "There is no such page." });
    }
  });

  test.each(Object.entries(OPEN_ACTIONS))("%s needs its token", async (name, args) => {
    expect(await postAction(nobody, named(name), OTHER, args)).toMatchObject({ ok: false });
  });

  test.each([
    { headers: {}, from: "nowhere" },
    { headers: { origin: "null" }, from: "a sandboxed page" },
    { headers: { origin: "https://evil.example" }, from: "another site" },
    { headers: { "sec-fetch-site": "cross-site" }, from: "another site without an Origin" },
    { headers: { "sec-fetch-site": "same-site" }, from: "a neighbouring host" },
    { headers: { "sec-fetch-site": "none" }, from: "the address bar" },
  ])("called from $from does nothing", async ({ headers }) => {
    const name = `Forged ${crypto.randomUUID()}`;
    const session = await signedIn("owner", OTHER);
    const outcome = await postAction(session, named("createInboxAction"), OTHER, [OTHER, name], headers);
    expect(outcome.ok).not.toBe(true);
    const page = await session.fetch(`/${OTHER}/settings/developers/inspector`, asPage);
    expect(await page.text()).not.toContain(name);
  });
});
