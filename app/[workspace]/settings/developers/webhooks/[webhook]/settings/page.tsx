import type { Metadata } from "next";
import {
  deleteWebhookAction,
  expireSecretAction,
  pauseWebhookAction,
  resumeWebhookAction,
  revealSecretAction,
  rotateSecretAction,
  updateWebhookAction,
} from "#app/_actions/webhooks";
import { pageContext } from "#app/_lib/session";
import { formRules, pageWebhook, type WebhookParams, webhookRights } from "#app/_lib/webhook-page";
import { Notice } from "#components/ui/notice";
import { EditSection } from "#components/webhooks/edit-section";
import { SecretSection } from "#components/webhooks/secret-section";
import { StateSection } from "#components/webhooks/state-section";
import { WebhookFacts } from "#components/webhooks/webhook-facts";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Webhook settings" };

export default async function WebhookSettings({ params }: WebhookParams) {
  const { workspace, webhook: id } = await params;
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhook(workspace, id)]);
  const rights = webhookRights(ctx, webhook);
  if (!rights.write) {
    return (
      <div className="grid max-w-3xl gap-6">
        <Notice tone="info">Your role may look at this webhook, but not change it.</Notice>
        <WebhookFacts webhook={webhook} />
      </div>
    );
  }
  const [catalogue, rules] = await Promise.all([listEventTypes(ctx), formRules(ctx)]);
  return (
    <div className="grid max-w-3xl gap-10">
      <EditSection
        webhook={webhook}
        catalogue={catalogue}
        rules={rules}
        update={updateWebhookAction.bind(null, workspace, webhook.id, webhook.version)}
      />
      <SecretSection
        reveal={rights.reveal ? revealSecretAction.bind(null, workspace, webhook.id) : null}
        rotate={rights.rotate ? rotateSecretAction.bind(null, workspace, webhook.id) : null}
        expire={rights.rotate ? expireSecretAction.bind(null, workspace, webhook.id) : null}
        bothUntil={webhook.previousSecretUntil}
      />
      <StateSection
        workspace={workspace}
        webhook={webhook}
        pause={pauseWebhookAction.bind(null, workspace, webhook.id)}
        resume={resumeWebhookAction.bind(null, workspace, webhook.id)}
        remove={deleteWebhookAction.bind(null, workspace, webhook.id)}
      />
    </div>
  );
}
