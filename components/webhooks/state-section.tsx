"use client";

import { Pause, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import { ResumeButton } from "#components/webhooks/resume-button";
import type { Resume } from "#components/webhooks/use-resume";
import type { ActionResult } from "#lib/actions/action-result";
import { developerPath } from "#lib/dashboard-paths";
import type { WebhookView } from "#lib/webhooks/webhook-view";

const UNREACHABLE = "The server could not be reached. Try again.";

interface Props {
  workspace: string;
  webhook: WebhookView;
  pause: () => Promise<ActionResult<WebhookView>>;
  resume: Resume;
  remove: () => Promise<ActionResult<void>>;
}

/** Pausing, resuming and deleting. */
export function StateSection({ workspace, webhook, pause, resume, remove }: Props) {
  const [busy, setBusy] = useState(false);

  async function runPause() {
    setBusy(true);
    const result = await pause().catch(() => null);
    setBusy(false);
    if (result?.ok) toast.success("Paused", "New events are held until you resume it.");
    else toast.error("Not paused", result?.message ?? UNREACHABLE);
  }

  return (
    <section aria-labelledby="state" className="grid gap-3">
      <h2 id="state" className="text-base font-semibold">
        Pause and delete
      </h2>
      <div className="panel divide-y divide-line">
        <Row
          title={webhook.status === "active" ? "Pause" : "Resume"}
          text={
            webhook.status === "active"
              ? "Holds new events; nothing is lost. They can be sent when you resume."
              : "Sends events again."
          }
        >
          {webhook.status === "active" ? (
            <Button busy={busy} onClick={runPause}>
              <Pause aria-hidden /> Pause
            </Button>
          ) : (
            <ResumeButton held={webhook.counts?.held ?? 0} resume={resume} />
          )}
        </Row>
        <Row title="Delete" text="Stops for good and destroys the secret. What was delivered stays in the log.">
          <DeleteButton workspace={workspace} name={webhook.name} remove={remove} />
        </Row>
      </div>
    </section>
  );
}

function Row({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0">
        <h3 className="font-medium">{title}</h3>
        <p className="text-ink-muted">{text}</p>
      </div>
      {children}
    </div>
  );
}

function DeleteButton({ workspace, name, remove }: { workspace: string; name: string; remove: Props["remove"] }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const router = useRouter();

  async function run() {
    setBusy(true);
    const result = await remove().catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not deleted", result?.message ?? UNREACHABLE);
    setOpen(false);
    toast.success("Webhook deleted");
    router.push(developerPath(workspace, "webhooks"));
  }

  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        <Trash2 aria-hidden /> Delete
      </Button>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete this webhook?"
        description="Deliveries that still wait are canceled. This can't be undone."
        confirmLabel="Delete webhook"
        destructive
        busy={busy}
        confirmDisabled={typed !== name}
        onConfirm={run}
      >
        <Field label={`Type “${name}” to confirm`}>
          <Input autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </AlertDialog>
    </>
  );
}
