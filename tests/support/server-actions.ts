import { readFile } from "node:fs/promises";
import { app } from "#tests/support/browser";
import type { HttpSession } from "#tests/support/http-session";

interface Manifest {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
}

/** A server action as the build made it: a public endpoint that anybody may post to. */
export interface ServerAction {
  id: string;
  name: string;
  file: string;
  /** A page that has it, e.g. `app/[workspace]/settings/members/page`. */
  page: string;
}

/** Every server action of the build under test. */
export async function serverActions(): Promise<ServerAction[]> {
  const manifest: Manifest = JSON.parse(await readFile(".next/server/server-reference-manifest.json", "utf8"));
  return Object.entries(manifest.node).map(([id, { exportedName, filename, workers }]) => ({
    id,
    name: exportedName,
    file: filename,
    page: Object.keys(workers).toSorted()[0] ?? "",
  }));
}

export interface ActionOutcome {
  status: number;
  /** Where it sends the caller, e.g. to sign in. */
  redirect: string | null;
  ok: boolean | null;
  message: string | null;
}

/** Posts to an action as a script would. `headers` replace those that browsers send. */
export async function postAction(
  session: HttpSession,
  { id, page }: Pick<ServerAction, "id" | "page">,
  slug: string,
  args: unknown[],
  headers: Record<string, string> = { origin: app().url },
): Promise<ActionOutcome> {
  const path = page
    .replace(/^app/, "")
    .replace(/\/page$/, "")
    .replace("[workspace]", slug)
    .replaceAll(/\/\([^)]+\)/g, "")
    .replaceAll(/\[[^\]]+\]/g, "x");
  const answer = await session.fetch(path || "/", {
    method: "POST",
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component", ...headers },
    body: JSON.stringify(args),
  });
  const text = await answer.text();
  const ok = /"ok":(true|false)/.exec(text)?.[1];
  return {
    status: answer.status,
    redirect: answer.headers.get("x-action-redirect") ?? answer.headers.get("location"),
    ok: ok === undefined ? null : ok === "true",
    message: /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? null,
  };
}
