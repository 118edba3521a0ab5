import "server-only";
import { cache } from "react";
import { answerAny, answerJson } from "#app/_lib/data-route";
import { clientAddress, optionalUser, orNotFound, requireUser } from "#app/_lib/session";
import { operatorContext } from "#lib/auth/operator-context";
import type { OperatorContext } from "#lib/context/operator-context";
import { AppError } from "#lib/errors/app-error";
import type { ExportFile } from "#lib/export/export-file";
import { fileResponse } from "#lib/http/file-response";

/** The one way into operators' pages: the reader's context, or a 404 page for everybody who is not one. */
export const requireOperator = cache(async (): Promise<OperatorContext> => {
  const user = await requireUser();
  const address = await clientAddress();
  return orNotFound((async () => operatorContext(user, { address }))());
});

/** Answers one of their pages' own reads as JSON, with the same 404. */
export async function answerOperatorRead(read: (ctx: OperatorContext) => Promise<unknown>): Promise<Response> {
  return answerJson(async () => read(await readerContext()));
}

/** The same with a file that is made while it is sent. */
export async function answerOperatorFile(make: (ctx: OperatorContext) => Promise<ExportFile>): Promise<Response> {
  return answerAny(async () => fileResponse(await make(await readerContext())));
}

async function readerContext(): Promise<OperatorContext> {
  const user = await optionalUser();
  if (!user) throw new AppError("unauthenticated", "Sign in first.");
  return operatorContext(user, { address: await clientAddress() });
}
