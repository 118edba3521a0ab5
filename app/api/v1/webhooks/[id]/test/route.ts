import { requestTest } from "#inngest/request-test";
import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import type { TestEventInput } from "#lib/webhooks/webhook-schema";

const post = workspaceRoute<{ id: string }>("events:test", async ({ ctx, request, params }) => {
  const delivery = await requestTest(await sendTestEvent(ctx, params.id, await readJson<TestEventInput>(request)));
  return Response.json(delivery, { status: 202 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
