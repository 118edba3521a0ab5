import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/auth-options";
import { limitAddress } from "#lib/auth/limit-sign-in";
import { PROVIDER_IDS } from "#lib/auth/provider-settings";
import { SignInRefusal } from "#lib/auth/sign-in-refusal";
import { config } from "#lib/config";
import { withQuery } from "#lib/dashboard-paths";
import { acrossWorkspaces } from "#lib/database/scope";
import { AppError, ERROR_CODES } from "#lib/errors/app-error";
import { readBytes } from "#lib/http/body";
import { isOwnOrigin } from "#lib/http/own-origin";
import { problemResponse } from "#lib/http/problem";
import { clientAddress, requestId } from "#lib/http/request";

type Context = { params: Promise<{ nextauth: string[] }> };

const MAX_BODY_BYTES = 16 * 1024;
/** Where next-auth calls a provider. */
const LEADS_TO_PROVIDERS = new RegExp(`/(signin|callback)/(${PROVIDER_IDS.join("|")})$`);

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    const [action = ""] = (await context.params).nextauth;
    // What next-auth's client tells about itself would be anybody's lines in our log.
    if (action === "_log") return Response.json({});
    if (LEADS_TO_PROVIDERS.test(request.nextUrl.pathname)) {
      limitAddress("provider-address", clientAddress(request));
      if (request.nextUrl.searchParams.get("error") === "access_denied") throw new SignInRefusal("declined");
    }
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
  const [failure] = failures;
  if (failure instanceof AppError) return refuse(request, failure, response.headers.getSetCookie());
  if (failures.length > 0) throw failure;
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
  // Without its query: next-auth would pass all of it on to the provider, over what it asks for itself.
  const url = new URL(request.url);
  url.search = "";
  return new NextRequest(url, { method: "POST", headers: request.headers, body });
}

/**
 * Sends people back to the page that tells them why. next-auth's own client reads the error from the address it is given.
 *
 * @param cookies which next-auth ends with the failed attempt
 */
function refuse(request: NextRequest, error: AppError, cookies: string[] = []): Response {
  const problem = error instanceof SignInRefusal ? error.problem : error.code;
  const url = new URL(withQuery("/sign-in", { error: problem, to: targetOf(request) }), config().url);
  const headers = new Headers({ "x-request-id": requestId(request), "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  if (error.retryAfterSeconds !== undefined) headers.set("retry-after", String(error.retryAfterSeconds));
  if (request.method === "GET") {
    headers.set("location", url.href);
    return new Response(null, { status: 303, headers });
  }
  const { status } = ERROR_CODES[error.code];
  return Response.json({ url: url.href, code: problem, message: error.message }, { status, headers });
}

/** The page that somebody wanted to go to, which next-auth keeps in a cookie meanwhile. */
function targetOf(request: NextRequest): string | null {
  const cookie = request.cookies.getAll().find(({ name }) => name.endsWith("next-auth.callback-url"));
  if (!cookie || !URL.canParse(cookie.value)) return null;
  const { pathname, search } = new URL(cookie.value);
  return pathname === "/" ? null : pathname + search;
}

export { handle as GET, handle as POST };
