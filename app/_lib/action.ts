import "server-only";
import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import { ZodError } from "zod";
import { clientAddress, requireUser } from "#app/_lib/session";
import type { ActionResult } from "#lib/actions/action-result";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { AppError } from "#lib/errors/app-error";
import { log } from "#lib/log";

/** Runs a server action's one domain call as the signed-in member of a workspace and tells errors in words. */
export async function inWorkspace<T>(
  slug: string,
  run: (ctx: WorkspaceContext) => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const user = await requireUser();
    const ctx = await workspaceContext(user, slug, { address: await clientAddress() });
    return { ok: true, data: await run(ctx) };
  } catch (error) {
    unstable_rethrow(error);
    return failure(error);
  }
}

/** The same for an action that changes what the page shows: the page is rendered anew with the answer. */
export async function changeWorkspace<T>(
  slug: string,
  run: (ctx: WorkspaceContext) => Promise<T>,
): Promise<ActionResult<T>> {
  const result = await inWorkspace(slug, run);
  if (result.ok) refresh();
  return result;
}

function failure(error: unknown): ActionResult<never> {
  if (error instanceof AppError) return { ok: false, message: error.message, errors: error.errors };
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return { ok: false, message: "Some fields are not valid.", errors };
  }
  log().error({ err: error }, "server action failed");
  return { ok: false, message: "Something went wrong on our side. Nothing was changed; try again.", errors: [] };
}
