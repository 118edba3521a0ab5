"use client";

import { toast } from "#components/ui/toast";
import { type FormRules, WebhookForm } from "#components/webhooks/webhook-form";
import type { ActionResult } from "#lib/actions/action-result";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import type { SecretView } from "#lib/webhooks/new-secrets";
import type { UpdatedWebhook } from "#lib/webhooks/update-webhook";
import type { WebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Props {
  webhook: WebhookView;
  catalogue: EventTypeView[];
  rules: FormRules;
  /** Refuses when somebody else changed the webhook since this page was loaded. */
  update: (input: WebhookPatch) => Promise<ActionResult<UpdatedWebhook>>;
  onNewSecrets: (secrets: SecretView[]) => void;
}

export function EditWebhook({ webhook, catalogue, rules, update, onNewSecrets }: Props) {
  return (
    <WebhookForm
      webhook={webhook}
      catalogue={catalogue}
      rules={rules}
      submitLabel="Save changes"
      submit={update}
      onDone={({ secrets }) => {
        toast.success("Saved", "The next attempt uses the new settings.");
        if (secrets) onNewSecrets(secrets);
      }}
    />
  );
}
