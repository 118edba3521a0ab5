import { serve } from "inngest/next";
import { after, type NextRequest } from "next/server";
import { inngest } from "#inngest/client";
import { functions } from "#inngest/functions/index";
import { usesExternalInngest } from "#lib/config";
import { acrossWorkspaces } from "#lib/database/scope";
import { dispatcher } from "#lib/dispatch/dispatcher";
import { ERROR_CODES } from "#lib/errors/app-error";

/** On hosts that limit a call's duration: a dispatch run, its tail, and requests that outlast it. */
export const maxDuration = 60;

/** Also covers a receiver with the longest timeout. */
const LONGEST_REQUEST_MS = 45_000;

/** Where a real Inngest server calls the functions. With the embedded engine they are called in process, never here. */
const handlers = usesExternalInngest()
  ? // Registering is done from inside (inngest/register-functions.ts) or by a signed request.
    serve({ client: inngest, functions, enableUnauthedSync: false })
  : null;

export const GET = handlers?.GET ?? absent;
export const PUT = handlers?.PUT ?? absent;

export async function POST(request: NextRequest, context: object): Promise<Response> {
  if (!handlers) return absent();
  // A run does not wait for the slowest receivers, but whoever would end or freeze this process does.
  after(() => dispatcher().idle(LONGEST_REQUEST_MS));
  // The signature is checked in there; functions serve all workspaces.
  return acrossWorkspaces(() => handlers.POST(request, context));
}

function absent(): Response {
  const { status, title } = ERROR_CODES.not_found;
  return Response.json(
    { type: "about:blank", title, status, code: "not_found" },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
