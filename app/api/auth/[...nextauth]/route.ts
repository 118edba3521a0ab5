import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/auth-options";
import { acrossWorkspaces } from "#lib/database/scope";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import { readBytes } from "#lib/http/body";
import { isOwnOrigin } from "#lib/http/own-origin";
import { problemResponse } from "#lib/http/problem";
import { clientAddress, requestId } from "#lib/http/request";

type Context = { params: Promise<{ nextauth: string[] }> };

const MAX_BODY_BYTES = 16 * 1024;

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    const asked = await checked(request);
    // Who signs in is nobody yet, and belongs to several workspaces.
    return await acrossWorkspaces(() => answer(asked, context));
  } catch (error) {
    return error instanceof AppError ? refuse(request, error) : problemResponse(error, request);
  }
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const visitor = {
    id: requestId(request),
    address: clientAddress(request),
    userAgent: request.headers.get("user-agent"),
  };
  const failures: unknown[] = [];
  const options = authOptions(visitor, (error) => failures.push(error));
  const response: Response = await NextAuth(request as never, context as never, options);
  if (failures.length > 0) throw failures[0];
  return response;
}

/**
 * next-auth has a token of its own against forged requests, so programs may leave out what browsers always send; what
 * says that it comes from elsewhere is refused.
 */
async function checked(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const tells = request.headers.has("sec-fetch-site") || request.headers.has("origin");
  if (tells && !isOwnOrigin(request.headers)) {
    throw new AppError("forbidden", "This request does not come from a page of ours.");
  }
  const body = await readBytes(request, MAX_BODY_BYTES);
  return new NextRequest(request.url, { method: "POST", headers: request.headers, body });
}

/** What next-auth's own client understands: it reads the error from the address it is sent to. */
function refuse(request: NextRequest, error: AppError): Response {
  const url = new URL("/sign-in", request.url);
  url.searchParams.set("error", error.code);
  const headers = new Headers({ "x-request-id": requestId(request), "cache-control": "no-store" });
  if (error.retryAfterSeconds !== undefined) headers.set("retry-after", String(error.retryAfterSeconds));
  const { status } = ERROR_CODES[error.code];
  return Response.json({ url: url.href, code: error.code, message: error.message }, { status, headers });
}

export { handle as GET, handle as POST };
