import { readJson } from "#lib/http/body";
import { versionResponse } from "#lib/http/etag";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { type ResumeInput, resumeWebhook } from "#lib/webhooks/resume-webhook";

const post = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, request, params }) =>
  versionResponse(await resumeWebhook(ctx, params.id, await readJson<ResumeInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
