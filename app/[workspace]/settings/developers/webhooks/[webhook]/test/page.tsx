import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { sendTestAction } from "#app/_actions/webhooks";
import { pageContext } from "#app/_lib/session";
import { pageWebhook, snippetsFor, type WebhookParams, webhookRights } from "#app/_lib/webhook-page";
import { defaultType } from "#components/webhooks/default-type";
import { SendTest } from "#components/webhooks/send-test";
import { Snippets } from "#components/webhooks/snippets";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Test webhook" };

export default async function WebhookTest({ params }: WebhookParams) {
  const { workspace, webhook: id } = await params;
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhook(workspace, id)]);
  if (!webhookRights(ctx, webhook).test) notFound();
  const [catalogue, snippets] = await Promise.all([listEventTypes(ctx), snippetsFor(ctx, webhook)]);
  const types = catalogue
    .filter((type) => type.visible)
    .map(({ name, example, schema }) => ({ name, example, schema }));
  return (
    <div className="grid items-start gap-8 xl:grid-cols-2">
      <section className="min-w-0" aria-labelledby="send">
        <h2 id="send" className="pb-3 text-base font-semibold">
          Send a test event
        </h2>
        <SendTest
          workspace={workspace}
          types={types}
          defaultType={defaultType(webhook, types)}
          resting={webhook.status === "active" ? null : webhook.status}
          send={sendTestAction.bind(null, workspace, webhook.id)}
        />
      </section>
      <section className="min-w-0" aria-labelledby="verify">
        <h2 id="verify" className="pb-3 text-base font-semibold">
          Verify signatures
        </h2>
        <Snippets snippets={snippets} />
      </section>
    </div>
  );
}
