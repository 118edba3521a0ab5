import "server-only";
import { headers } from "next/headers";
import { clientAddress, optionalUser } from "#app/_lib/session";
import { recordDenied } from "#lib/audit/record-denied";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import { isForeignRead } from "#lib/http/own-origin";

const CACHE = "private, no-store";

/** Answers one of the dashboard's own reads as JSON, for the signed-in member of a workspace. */
export async function answerRead(slug: string, read: (ctx: WorkspaceContext) => Promise<unknown>): Promise<Response> {
  return answerWith(slug, async (ctx) => Response.json(await read(ctx)));
}

/** The same for what is not JSON. */
export async function answerWith(
  slug: string,
  respond: (ctx: WorkspaceContext) => Promise<Response>,
): Promise<Response> {
  try {
    const response = await respondTo(slug, respond);
    response.headers.set("cache-control", CACHE);
    return response;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status } = ERROR_CODES[error.code];
    return Response.json({ code: error.code, message: error.message }, { status, headers: { "cache-control": CACHE } });
  }
}

async function respondTo(slug: string, respond: (ctx: WorkspaceContext) => Promise<Response>): Promise<Response> {
  const given = await headers();
  if (isForeignRead(given)) throw new AppError("forbidden", "Pages of other sites can't read this.");
  const user = await optionalUser();
  if (!user) throw new AppError("unauthenticated", "Sign in first.");
  const ctx = await workspaceContext(user, slug, { address: await clientAddress() });
  try {
    return await respond(ctx);
  } catch (error) {
    await recordDenied(ctx, error, null);
    throw error;
  }
}
