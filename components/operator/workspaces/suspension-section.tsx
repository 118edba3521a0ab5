"use client";

import { Ban, Play } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";

interface Props {
  workspace: OperatedWorkspace;
  suspend: (input: { reason: string }) => Promise<ActionResult<OperatedWorkspace>>;
  resume: () => Promise<ActionResult<OperatedWorkspace>>;
}

/** Suspends the workspace, with a reason for its members, or ends it. */
export function SuspensionSection({ workspace, suspend, resume }: Props) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isSuspended = workspace.status === "suspended";

  async function runSuspend() {
    setBusy(true);
    const result = await suspend({ reason }).catch(() => null);
    setBusy(false);
    if (!result?.ok) {
      const problem = result?.errors.find(({ path }) => path === "reason");
      return setError(problem ? `The reason ${problem.message}.` : (result?.message ?? UNREACHABLE));
    }
    setAsking(false);
    toast.success("Suspended", `${workspace.name} receives and sends nothing until it is resumed.`);
  }

  async function runResume() {
    setBusy(true);
    const result = await resume().catch(() => null);
    setBusy(false);
    if (result?.ok) toast.success("Resumed", "What waited is going out.");
    else toast.error("Not resumed", result?.message ?? UNREACHABLE);
  }

  return (
    <section aria-labelledby="suspension" className="grid gap-3">
      <h2 id="suspension" className="text-base font-semibold">
        {isSuspended ? "Resume this workspace" : "Suspend this workspace"}
      </h2>
      <div className="panel flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="max-w-xl text-ink-muted">
          {isSuspended
            ? "Publishing, API keys and members work again at once, and what waited goes out as fast as each webhook takes it."
            : "Publishing to it, its API keys and its members are refused, with your reason. Deliveries wait as they are; nothing is lost."}
        </p>
        {isSuspended ? (
          <Button variant="primary" busy={busy} onClick={runResume}>
            <Play aria-hidden /> Resume
          </Button>
        ) : (
          <Button
            variant="danger"
            onClick={() => {
              setReason("");
              setError(undefined);
              setAsking(true);
            }}
          >
            <Ban aria-hidden /> Suspend…
          </Button>
        )}
      </div>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Suspend ${workspace.name}?`}
        description="Its members and programs are kept out within seconds, and its webhooks receive nothing until you resume it."
        confirmLabel="Suspend"
        destructive
        busy={busy}
        confirmDisabled={reason.trim() === ""}
        onConfirm={runSuspend}
      >
        <Field label="Reason" hint="Its members read this sentence." error={error}>
          <Input
            autoComplete="off"
            maxLength={300}
            placeholder="The invoice of May is unpaid."
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </AlertDialog>
    </section>
  );
}
