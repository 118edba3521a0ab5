import { requestTest } from "#inngest/request-test";
import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import type { TestEventInput } from "#lib/webhooks/webhook-schema";

export const POST = workspaceRoute<{ id: string }>("events:test", async ({ ctx, request, params }) => {
  const delivery = await requestTest(await sendTestEvent(ctx, params.id, await readJson<TestEventInput>(request)));
  return Response.json(delivery, { status: 202 });
});
