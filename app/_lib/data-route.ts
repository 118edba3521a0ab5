import "server-only";
import { clientAddress, optionalUser } from "#app/_lib/session";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import type { ExportFile } from "#lib/export/export-file";

const HEADERS = { "cache-control": "private, no-store" };

/** Answers one of the dashboard's own reads as JSON, for the signed-in member of a workspace. */
export async function answerRead(slug: string, read: (ctx: WorkspaceContext) => Promise<unknown>): Promise<Response> {
  return answerJson(async () => read(await memberContext(slug)));
}

/** Answers with what was read, or with why it was not. */
export async function answerJson(read: () => Promise<unknown>): Promise<Response> {
  return orProblem(async () => Response.json(await read(), { headers: HEADERS }));
}

/** Answers with a file that is made while it is sent. */
export async function answerFile(
  slug: string,
  make: (ctx: WorkspaceContext) => Promise<ExportFile>,
): Promise<Response> {
  return answerStream(slug, async (ctx) => {
    const { filename, contentType, body } = await make(ctx);
    const disposition = `attachment; filename="${filename}"`;
    return new Response(body, {
      headers: { ...HEADERS, "content-type": contentType, "content-disposition": disposition },
    });
  });
}

/** Answers with a response that the caller makes. */
export async function answerStream(
  slug: string,
  make: (ctx: WorkspaceContext) => Promise<Response>,
): Promise<Response> {
  return orProblem(async () => make(await memberContext(slug)));
}

async function memberContext(slug: string): Promise<WorkspaceContext> {
  const user = await optionalUser();
  if (!user) throw new AppError("unauthenticated", "Sign in first.");
  return workspaceContext(user, slug, { address: await clientAddress() });
}

async function orProblem(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status } = ERROR_CODES[error.code];
    return Response.json({ code: error.code, message: error.message }, { status, headers: HEADERS });
  }
}
