import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { sendTestAction } from "#app/_actions/webhooks";
import { pageContext } from "#app/_lib/session";
import { pageWebhookSetup, snippetsFor, type WebhookParams } from "#app/_lib/webhook-page";
import { defaultType } from "#components/webhooks/default-type";
import { SendTest } from "#components/webhooks/send-test";
import { Snippets } from "#components/webhooks/snippets";
import { TestSkeleton } from "#components/webhooks/webhook-skeletons";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Test webhook" };

export default async function WebhookTest({ params }: WebhookParams) {
  const { workspace, webhook: id } = await params;
  const ctx = await pageContext(workspace);
  if (!isAllowed(ctx, "events:test")) notFound();
  return (
    <Suspense fallback={<TestSkeleton />}>
      <SendAndVerify ctx={ctx} id={id} />
    </Suspense>
  );
}

async function SendAndVerify({ ctx, id }: { ctx: WorkspaceContext; id: string }) {
  const workspace = ctx.workspace.slug;
  const webhook = await pageWebhookSetup(workspace, id);
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
