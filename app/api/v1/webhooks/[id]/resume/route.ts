import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { webhookResponse } from "#lib/http/webhook-etag";
import { type ResumeInput, resumeWebhook } from "#lib/webhooks/resume-webhook";

const post = workspaceRoute<{ id: string }>("webhooks:write", async ({ ctx, request, params }) =>
  webhookResponse(await resumeWebhook(ctx, params.id, await readJson<ResumeInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
