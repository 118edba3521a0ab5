"use client";

import { type ComponentProps, useState } from "react";
import { EditWebhook } from "#components/webhooks/edit-webhook";
import { NewSecretsDialog } from "#components/webhooks/new-secrets-dialog";
import type { SecretView } from "#lib/webhooks/new-secrets";

/** The form, anew for every version of the webhook, and above it what a save has to show. */
export function EditSection(props: Omit<ComponentProps<typeof EditWebhook>, "onNewSecrets">) {
  const [secrets, setSecrets] = useState<SecretView[]>([]);
  return (
    <section aria-labelledby="edit">
      <h2 id="edit" className="pb-4 text-base font-semibold">
        Edit
      </h2>
      <EditWebhook key={props.webhook.version} {...props} onNewSecrets={setSecrets} />
      <NewSecretsDialog secrets={secrets} onClose={() => setSecrets([])} />
    </section>
  );
}
