import type { Role } from "#prisma/client";
import type { Ids } from "#tests/support/access/area";
import { app } from "#tests/support/browser";
import { HttpSession, signedIn } from "#tests/support/http-session";

/** The workspace that the matrix is about. */
export const SLUG = "kaunt";
/** Another one, whose owner is the stranger. */
export const OTHER = "crondb";
/** What the things in it are called: a stranger reads it nowhere. */
export const PRIVATE_NAME = "Private";

/** Well-formed ids of things that do not exist. */
export const MISSING: Ids = {
  webhook: "wh_01jf3xk30dmer79m5gpfqfk62s",
  delivery: "dlv_01jf3xk30dmer79m5gpfqfk62s",
  event: "evt_01jf3xk30dmer79m5gpfqfk62s",
  inbox: "ibx_01jf3xk30dmer79m5gpfqfk62s",
  invitation: "inv_01jf3xk30dmer79m5gpfqfk62s",
  member: "usr_01jf3xk30dmer79m5gpfqfk62s",
  replay: "rpl_01jf3xk30dmer79m5gpfqfk62s",
};

interface People {
  nobody: HttpSession;
  /** An owner who has signed out, as a thief has the cookies. */
  ended: HttpSession;
  /** The owner of another workspace. */
  stranger: HttpSession;
  /** Who operates the instance, and is no member of the workspace. */
  operator: HttpSession;
  members: Record<Role, HttpSession>;
}

/** The things that rows name, and one of each kind of caller. */
export async function prepareMatrix(): Promise<{ ids: Ids; people: People }> {
  return { ids: await createThings(), people: await signInPeople() };
}

async function signInPeople(): Promise<People> {
  const owner = await signedIn("owner", SLUG);
  const ended = owner.copy();
  await owner.signOut();
  const [viewer, developer, admin, current, stranger, operator] = await Promise.all([
    signedIn("viewer", SLUG),
    signedIn("developer", SLUG),
    signedIn("admin", SLUG),
    signedIn("owner", SLUG),
    signedIn("owner", OTHER),
    signedIn("owner", "acme"),
  ]);
  return {
    nobody: new HttpSession(),
    ended,
    stranger,
    operator,
    members: { viewer, developer, admin, owner: current },
  };
}

/** One of each thing in the workspace that strangers want to see. */
export async function createThings(): Promise<Ids> {
  const { apiKey, publishKey } = app().demo.products[SLUG] ?? { apiKey: "", publishKey: "" };
  const call = async (path: string, body?: unknown, key = apiKey) => {
    const answer = await fetch(`${app().url}/api/v1${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const url = "https://hooks.example.com/x";
  const webhook = await call("/webhooks", { name: PRIVATE_NAME, url, eventTypes: ["*"] });
  const published = await call("/events", { workspace: SLUG, type: "ModelReady", data: {} }, publishKey);
  const { data: deliveries } = await call(`/deliveries?webhook=${webhook.id}`);
  const { data: members } = await call("/members");
  const email = `${crypto.randomUUID()}@example.com`;
  const replay = await call(`/webhooks/${webhook.id}/replay`, { since: "2026-01-01T00:00:00Z" });
  return {
    webhook: webhook.id,
    event: published.data[0].id,
    delivery: deliveries[0].id,
    inbox: (await call("/inboxes", { name: PRIVATE_NAME })).id,
    member: members.find(({ role }: { role: string }) => role === "developer").id,
    invitation: (await call("/invitations", { email, role: "viewer" })).id,
    replay: replay.id,
  };
}
