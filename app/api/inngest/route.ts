import { serve } from "inngest/next";
import { inngest } from "#inngest/client";
import { functions } from "#inngest/functions/index";
import { usesExternalInngest } from "#lib/config";
import { ERROR_CODES } from "#lib/errors/app-error";

/** Where a real Inngest server calls the functions. With the embedded engine they are called in process, never here. */
const handlers = usesExternalInngest()
  ? serve({ client: inngest, functions })
  : { GET: absent, POST: absent, PUT: absent };

export const { GET, POST, PUT } = handlers;

function absent(): Response {
  const { status, title } = ERROR_CODES.not_found;
  return Response.json(
    { type: "about:blank", title, status, code: "not_found" },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
