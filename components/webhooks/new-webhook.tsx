"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { ButtonLink } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { defaultType } from "#components/webhooks/default-type";
import { SecretValue } from "#components/webhooks/secret-once";
import { SendTest } from "#components/webhooks/send-test";
import { Snippets } from "#components/webhooks/snippets";
import { type FormRules, WebhookForm } from "#components/webhooks/webhook-form";
import type { ActionResult } from "#lib/actions/action-result";
import { developerPath } from "#lib/dashboard-paths";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import type { Snippet } from "#lib/signing/snippets";
import type { TestEventInput, WebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Created {
  webhook: WebhookView;
  secret: string;
}

interface Props {
  workspace: string;
  prefilled: { url: string; integration: string };
  catalogue: EventTypeView[];
  rules: FormRules;
  snippets: Snippet[];
  create: (input: WebhookPatch) => Promise<ActionResult<Created>>;
  sendTest: (id: string, input: TestEventInput) => Promise<ActionResult<DeliveryView>>;
}

/** The form, and in its place what to do next once the webhook exists. */
export function NewWebhook({ workspace, prefilled, catalogue, rules, snippets, create, sendTest }: Props) {
  const [created, setCreated] = useState<Created | null>(null);
  if (created) {
    return (
      <WhatNext workspace={workspace} created={created} catalogue={catalogue} snippets={snippets} sendTest={sendTest} />
    );
  }
  return (
    <WebhookForm
      webhook={null}
      prefilled={prefilled}
      catalogue={catalogue}
      rules={rules}
      submitLabel="Create webhook"
      submit={create}
      onDone={(result) => {
        setCreated(result);
        window.scrollTo({ top: 0 });
      }}
      cancel={
        <ButtonLink variant="ghost" href={developerPath(workspace, "webhooks")}>
          Cancel
        </ButtonLink>
      }
    />
  );
}

function WhatNext({
  workspace,
  created: { webhook, secret },
  catalogue,
  snippets,
  sendTest,
}: Pick<Props, "workspace" | "catalogue" | "snippets" | "sendTest"> & { created: Created }) {
  const types = catalogue.filter((type) => type.visible);
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <Notice tone="good" alert title={`${webhook.name} is active`}>
        It receives events from now on.
      </Notice>
      <section className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-labelledby="secret">
        <h2 id="secret" className="text-base font-semibold">
          1. Keep the signing secret
        </h2>
        <p className="text-ink-muted">
          Your server verifies requests with it. Copy it now: it is shown in full only here, and again only to those who
          may reveal it.
        </p>
        <SecretValue secret={secret} />
      </section>
      <section className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-labelledby="test">
        <h2 id="test" className="text-base font-semibold">
          2. Send a test event
        </h2>
        <SendTest
          compact
          workspace={workspace}
          types={types}
          defaultType={defaultType(webhook, types)}
          send={(input) => sendTest(webhook.id, input)}
        />
      </section>
      <section className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-labelledby="verify">
        <h2 id="verify" className="text-base font-semibold">
          3. Verify signatures
        </h2>
        <Snippets snippets={snippets} />
      </section>
      <ButtonLink variant="primary" className="w-fit" href={developerPath(workspace, "webhooks", webhook.id)}>
        Go to the webhook <ArrowRight aria-hidden />
      </ButtonLink>
    </div>
  );
}
