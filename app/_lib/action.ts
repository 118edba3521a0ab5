import "server-only";
import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { ZodError } from "zod";
import { clientAddress, requireUser } from "#app/_lib/session";
import type { ActionResult } from "#lib/actions/action-result";
import { recordDenied } from "#lib/audit/record-denied";
import type { CurrentUser } from "#lib/auth/current-user";
import { operatorContext } from "#lib/auth/operator-context";
import { workspaceContext } from "#lib/auth/workspace-context";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { acrossWorkspaces } from "#lib/database/scope";
import { AppError } from "#lib/errors/app-error";
import { isOwnOrigin } from "#lib/http/own-origin";
import { log } from "#lib/log";

type RequestFacts = WorkspaceContext["request"];

/** Runs a server action's one domain call as the signed-in member of a workspace and tells errors in words. */
export async function inWorkspace<T>(
  slug: string,
  run: (ctx: WorkspaceContext) => Promise<T>,
): Promise<ActionResult<T>> {
  return answer(async ({ address }) => {
    const ctx = workspaceContext(await requireUser(), slug, { address });
    try {
      return await run(ctx);
    } catch (error) {
      await recordDenied(ctx, error, null);
      throw error;
    }
  });
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

/** The same for what concerns the signed-in person and no workspace. */
export async function asPerson<T>(
  run: (user: CurrentUser, request: RequestFacts) => Promise<T>,
): Promise<ActionResult<T>> {
  return answer((request) => acrossWorkspaces(async () => run(await requireUser(), request)));
}

/** The same for operators of the instance, where the page stays as it is: what they look at, or leave for. */
export async function readAsOperator<T>(run: (ctx: OperatorContext) => Promise<T>): Promise<ActionResult<T>> {
  return answer(async (request) => run(operatorContext(await requireUser(), request)));
}

/** The same for what operators change. The page that shows it is rendered anew with the answer. */
export async function asOperator<T>(run: (ctx: OperatorContext) => Promise<T>): Promise<ActionResult<T>> {
  const result = await readAsOperator(run);
  if (result.ok) refresh();
  return result;
}

/** The same for what anybody may do. */
export async function asVisitor<T>(run: (request: RequestFacts) => Promise<T>): Promise<ActionResult<T>> {
  return answer((request) => acrossWorkspaces(() => run(request)));
}

async function answer<T>(work: (request: RequestFacts) => Promise<T>): Promise<ActionResult<T>> {
  try {
    if (!isOwnOrigin(await headers())) {
      throw new AppError("forbidden", "This request does not come from a page of ours. Reload the page and try again.");
    }
    return { ok: true, data: await work({ id: `req_${randomUUID()}`, address: await clientAddress() }) };
  } catch (error) {
    unstable_rethrow(error);
    return failure(error);
  }
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
