import { type NextRequest, NextResponse } from "next/server";

export const config = { matcher: ["/:workspace/settings/:path*", "/operator/:path*"] };

/** Tells pages their own address, which Next.js keeps from server components: sign-in leads back to it. */
export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set("x-posthorn-path", request.nextUrl.pathname + request.nextUrl.search);
  return NextResponse.next({ request: { headers } });
}
