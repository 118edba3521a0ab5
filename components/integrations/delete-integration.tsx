"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { UNREACHABLE } from "#components/keys/key-types";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { RadioGroup, RadioOption } from "#components/ui/radio";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import { developerPath } from "#lib/dashboard-paths";
import type { IntegrationDeletion } from "#lib/integrations/integration-schema";
import type { IntegrationView } from "#lib/integrations/integration-view";
import { plural } from "#lib/text/plural";

interface Props {
  workspace: string;
  integration: IntegrationView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  remove: (input: IntegrationDeletion) => Promise<ActionResult<void>>;
}

/** Says what goes with the integration, and deletes it once its name was typed. */
export function DeleteIntegration({ workspace, integration, open, onOpenChange, remove }: Props) {
  const { name, keyCount, webhookCount } = integration;
  const router = useRouter();
  const [webhooks, setWebhooks] = useState<"keep" | "delete">("keep");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);

  async function run() {
    setBusy(true);
    const result = await remove({ webhooks }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not deleted", result?.message ?? UNREACHABLE);
    toast.success(`${name} was deleted`);
    router.push(developerPath(workspace, "integrations"));
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${name}?`}
      description={`${keysGo(keyCount)} This can't be undone; the audit log stays.`}
      confirmLabel="Delete integration"
      destructive
      busy={busy}
      confirmDisabled={typed.trim() !== name}
      onConfirm={run}
    >
      {webhookCount > 0 && (
        <RadioGroup
          aria-label="What becomes of its webhooks"
          value={webhooks}
          onValueChange={(value) => setWebhooks(value as typeof webhooks)}
        >
          <RadioOption
            value="keep"
            chosen={webhooks}
            label={`Keep its ${plural(webhookCount, "webhook", "webhooks")}`}
            hint="They go on sending, as the workspace's own."
          />
          <RadioOption
            value="delete"
            chosen={webhooks}
            label={`Delete its ${plural(webhookCount, "webhook", "webhooks")} too`}
            hint="Deliveries that still wait are canceled. What was delivered stays in the log."
          />
        </RadioGroup>
      )}
      <Field label={`Type “${name}” to confirm`}>
        <Input autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </AlertDialog>
  );
}

function keysGo(count: number): string {
  if (count === 0) return "It has no key that works.";
  return count === 1
    ? "Its key stops working at once: programs that use it are refused."
    : `Its ${plural(count, "key", "keys")} stop working at once: programs that use them are refused.`;
}
