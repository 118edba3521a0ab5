import type { Metadata } from "next";
import { Suspense } from "react";
import {
  changeOwnerAction,
  deleteWebhookAction,
  expireSecretAction,
  pauseWebhookAction,
  resumeWebhookAction,
  revealSecretAction,
  rotateSecretAction,
  updateWebhookAction,
} from "#app/_actions/webhooks";
import { pageContext } from "#app/_lib/session";
import { formRules, pageWebhook, productRules, type WebhookParams, webhookRights } from "#app/_lib/webhook-page";
import { Notice } from "#components/ui/notice";
import { EditSection } from "#components/webhooks/edit-section";
import { OwnerSection } from "#components/webhooks/owner-section";
import { SecretSection } from "#components/webhooks/secret-section";
import { StateSection } from "#components/webhooks/state-section";
import { WebhookFacts } from "#components/webhooks/webhook-facts";
import { SettingsSkeleton } from "#components/webhooks/webhook-skeletons";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { listMembers } from "#lib/members/list-members";
import { may, roleAtLeast } from "#lib/permissions/permissions";
import type { WebhookView } from "#lib/webhooks/webhook-view";

export const metadata: Metadata = { title: "Webhook settings" };

export default function WebhookSettings(props: WebhookParams) {
  return (
    <Suspense fallback={<SettingsSkeleton />}>
      <Settings {...props} />
    </Suspense>
  );
}

async function Settings({ params }: WebhookParams) {
  const { workspace, webhook: id } = await params;
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhook(workspace, id)]);
  const rights = webhookRights(ctx, webhook);
  if (!rights.write) {
    return (
      <div className="grid max-w-3xl gap-6">
        <Notice tone="info">Your role may look at this webhook, but not change it.</Notice>
        <WebhookFacts webhook={webhook} product={await productRules(ctx, webhook)} />
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
      {rights.assign && <Owner ctx={ctx} webhook={webhook} />}
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

/** Apart, since only those who may assign webhooks need the list of members. */
async function Owner({ ctx, webhook }: { ctx: WorkspaceContext; webhook: WebhookView }) {
  const candidates = (await listMembers(ctx)).filter(
    ({ role }) => may(role, "webhooks:write") && roleAtLeast(ctx.role, role),
  );
  return (
    <OwnerSection
      key={webhook.owner?.id}
      webhook={webhook}
      candidates={candidates}
      change={changeOwnerAction.bind(null, ctx.workspace.slug, webhook.id)}
    />
  );
}
