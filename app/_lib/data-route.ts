import "server-only";
import { clientAddress, optionalUser } from "#app/_lib/session";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";

const HEADERS = { "cache-control": "private, no-store" };

/** Answers one of the dashboard's own reads as JSON, for the signed-in member of a workspace. */
export async function answerRead(slug: string, read: (ctx: WorkspaceContext) => Promise<unknown>): Promise<Response> {
  return answerJson(async () => {
    const user = await optionalUser();
    if (!user) throw new AppError("unauthenticated", "Sign in first.");
    return read(await workspaceContext(user, slug, { address: await clientAddress() }));
  });
}

/** Answers with what was read, or with why it was not. */
export async function answerJson(read: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await read(), { headers: HEADERS });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status } = ERROR_CODES[error.code];
    return Response.json({ code: error.code, message: error.message }, { status, headers: HEADERS });
  }
}
