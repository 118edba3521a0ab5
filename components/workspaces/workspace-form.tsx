"use client";

import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";
import { useUnsavedGuard } from "#components/use-unsaved-guard";
import type { ActionResult } from "#lib/actions/action-result";
import { plural } from "#lib/text/plural";
import { MAX_RETENTION_DAYS, WorkspacePatch } from "#lib/workspaces/workspace-schema";
import type { WorkspaceView } from "#lib/workspaces/workspace-view";

interface Props {
  workspace: Pick<WorkspaceView, "name" | "retentionDays" | "hidePayloads">;
  update: (input: WorkspacePatch) => Promise<ActionResult<unknown>>;
}

const LABELS: Record<string, string> = { name: "The name", retentionDays: "It" };

/** The settings of a workspace. A shorter retention deletes, so it asks first. */
export function WorkspaceForm({ workspace, update }: Props) {
  const [name, setName] = useState(workspace.name);
  const [days, setDays] = useState(String(workspace.retentionDays));
  const [hidePayloads, setHidePayloads] = useState(workspace.hidePayloads);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  const input = { name, retentionDays: days.trim() === "" ? Number.NaN : Number(days), hidePayloads };
  const isShorter = input.retentionDays < workspace.retentionDays;
  const isDirty =
    name !== workspace.name || days !== String(workspace.retentionDays) || hidePayloads !== workspace.hidePayloads;
  useUnsavedGuard(isDirty && !busy);

  function show(found: readonly { path: string; message: string }[]) {
    setErrors(Object.fromEntries(found.map(({ path, message }) => [path, `${LABELS[path] ?? "It"} ${message}.`])));
  }

  function check(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = WorkspacePatch.safeParse(input);
    setProblem(undefined);
    if (!parsed.success)
      return show(parsed.error.issues.map((one) => ({ path: one.path.join("."), message: one.message })));
    show([]);
    if (isShorter) setAsking(true);
    else void save();
  }

  async function save() {
    setBusy(true);
    const result = await update(input).catch(() => null);
    setBusy(false);
    setAsking(false);
    if (result?.ok) return void toast.success("Saved");
    show(result?.errors ?? []);
    setProblem(result?.message ?? "The server could not be reached. What you typed is still here; try again.");
  }

  return (
    <form aria-label="Workspace settings" noValidate onSubmit={check} className="grid gap-6">
      {problem && (
        <Notice tone="bad" alert title="Not saved">
          {problem}
        </Notice>
      )}
      <Field label="Name" error={errors.name}>
        <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field
        label="Keep the log for (days)"
        error={errors.retentionDays}
        hint={`Events with their payloads, deliveries and attempts are deleted when they are older: 1 to ${MAX_RETENTION_DAYS} days, at first 30. What still waits or is held stays until it is sent or canceled. Hourly statistics outlive the log, for 400 days.`}
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          className="w-28"
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      </Field>
      <label className="flex items-start gap-3">
        <Switch aria-label="Hide payloads from viewers" checked={hidePayloads} onCheckedChange={setHidePayloads} />
        <span className="grid">
          <span className="font-medium">Hide payloads from viewers</span>
          <span className="text-xs text-ink-muted">
            Viewers then see that something was sent, when and how it went, but neither event data nor what receivers
            answered.
          </span>
        </span>
      </label>
      <Button type="submit" variant="primary" className="w-fit" busy={busy && !asking} disabled={!isDirty}>
        Save changes
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Keep the log for ${plural(input.retentionDays, "day", "days")} only?`}
        description={`What is older than that is deleted within minutes, instead of after ${plural(workspace.retentionDays, "day", "days")}. This can't be undone.`}
        confirmLabel="Delete what is older"
        destructive
        busy={busy}
        onConfirm={save}
      />
    </form>
  );
}
