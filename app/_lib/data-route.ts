import "server-only";
import { headers } from "next/headers";
import { clientAddress, optionalUser } from "#app/_lib/session";
import { recordDenied } from "#lib/audit/record-denied";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import type { ExportFile } from "#lib/export/export-file";
import { fileResponse } from "#lib/http/file-response";
import { isForeignRead } from "#lib/http/own-origin";

const HEADERS = { "cache-control": "private, no-store" };

/** Answers one of the dashboard's own reads as JSON, for the signed-in member of a workspace. */
export async function answerRead(slug: string, read: (ctx: WorkspaceContext) => Promise<unknown>): Promise<Response> {
  return answer(slug, async (ctx) => Response.json(await read(ctx), { headers: HEADERS }));
}

/** Answers with a file that is made while it is sent. */
export async function answerFile(
  slug: string,
  make: (ctx: WorkspaceContext) => Promise<ExportFile>,
): Promise<Response> {
  return answer(slug, async (ctx) => fileResponse(await make(ctx)));
}

/** The same for an answer of any kind. What is refused is in the audit log. */
export async function answer(slug: string, make: (ctx: WorkspaceContext) => Promise<Response>): Promise<Response> {
  return orProblem(async () => {
    const user = await optionalUser();
    if (!user) throw new AppError("unauthenticated", "Sign in first.");
    const ctx = workspaceContext(user, slug, { address: await clientAddress() });
    try {
      return await make(ctx);
    } catch (error) {
      await recordDenied(ctx, error, null);
      throw error;
    }
  });
}

/** Answers with what `make` makes, a file for instance, or with why it does not. */
export async function answerAny(make: () => Promise<Response>): Promise<Response> {
  return orProblem(make);
}

/** Answers with what was read, or with why it was not. */
export async function answerJson(read: () => Promise<unknown>): Promise<Response> {
  return orProblem(async () => Response.json(await read(), { headers: HEADERS }));
}

/** Refuses pages of other sites. An AppError becomes its status and sentence. */
async function orProblem(make: () => Promise<Response>): Promise<Response> {
  try {
    if (isForeignRead(await headers())) throw new AppError("forbidden", "Pages of other sites can't read this.");
    return await make();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { status } = ERROR_CODES[error.code];
    return Response.json({ code: error.code, message: error.message }, { status, headers: HEADERS });
  }
}
