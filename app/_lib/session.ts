import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { cache } from "react";
import { currentUser, type SignedInUser } from "#lib/auth/current-user";
import { findSuspension, workspaceContext } from "#lib/auth/workspace-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { suspendedPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { clientAddress as addressOf } from "#lib/http/request";

/** The signed-in person or null, for what may be seen without signing in. */
export const optionalUser = cache(async (): Promise<SignedInUser | null> => {
  // The configuration is there when a request is, but not while the app is built.
  await connection();
  return currentUser();
});

/** The signed-in person, looked up once per request; sends everybody else to the sign-in page. */
export const requireUser = cache(async (): Promise<SignedInUser> => {
  const user = await optionalUser();
  if (user) return user;
  redirect(withQuery("/sign-in", { to: (await headers()).get("x-posthorn-path") }));
});

/**
 * The context for pages of a workspace; a 404 page for a workspace that is not the reader's, and the page that says why for
 * one that is suspended.
 */
export const pageContext = cache(async (slug: string): Promise<WorkspaceContext> => {
  const user = await requireUser();
  const address = await clientAddress();
  if (findSuspension(user, slug)) redirect(suspendedPath(slug));
  return orNotFound((async () => workspaceContext(user, slug, { address }))());
});

/** Turns "no such thing" into the 404 page; other errors reach the error page. */
export async function orNotFound<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** The reader's address, for the audit log and for limits. */
export async function clientAddress(): Promise<string | null> {
  return addressOf({ headers: await headers() });
}
