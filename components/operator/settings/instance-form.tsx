"use client";

import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";
import { useUnsavedGuard } from "#components/use-unsaved-guard";
import type { ActionResult } from "#lib/actions/action-result";
import type { InstancePatch, InstanceSettings } from "#lib/instance/instance-settings";

interface Props {
  settings: InstanceSettings;
  update: (input: InstancePatch) => Promise<ActionResult<InstanceSettings>>;
}

/** What may be changed about the instance here; the rest is its environment's. */
export function InstanceForm({ settings, update }: Props) {
  const { workspaceDefaults: defaults, egressIps, egressIpsFromEnvironment: fixed } = settings;
  const [days, setDays] = useState(String(defaults.retentionDays));
  const [hidePayloads, setHidePayloads] = useState(defaults.hidePayloads);
  const [ips, setIps] = useState(egressIps.join("\n"));
  const [errors, setErrors] = useState<{ path: string; message: string }[]>([]);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const isDirty =
    days !== String(defaults.retentionDays) || hidePayloads !== defaults.hidePayloads || ips !== egressIps.join("\n");
  useUnsavedGuard(isDirty && !busy);
  const lines = ips.split(/[\s,]+/).filter(Boolean);
  const daysError = errors.find(({ path }) => path === "workspaceDefaults.retentionDays");
  const ipError = errors.find(({ path }) => path.startsWith("egressIps"));

  async function save(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const result = await update({
      workspaceDefaults: { retentionDays: days.trim() === "" ? -1 : Number(days), hidePayloads },
      ...(!fixed && { egressIps: lines }),
    }).catch(() => null);
    setBusy(false);
    setErrors(result?.ok ? [] : (result?.errors ?? []));
    setProblem(result?.ok || result?.errors.length ? undefined : (result?.message ?? UNREACHABLE));
    if (result?.ok) toast.success("Saved");
  }

  return (
    <form aria-label="Instance settings" noValidate onSubmit={save} className="grid gap-6">
      {problem && (
        <Notice tone="bad" alert title="Not saved">
          {problem}
        </Notice>
      )}
      <Field
        label="New workspaces keep their log for (days)"
        error={daysError && `It ${daysError.message}.`}
        hint="Those that exist keep theirs. Each workspace’s admins may change it."
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
        <Switch
          aria-label="New workspaces hide payloads from viewers"
          checked={hidePayloads}
          onCheckedChange={setHidePayloads}
        />
        <span className="grid">
          <span className="font-medium">New workspaces hide payloads from viewers</span>
          <span className="text-xs text-ink-muted">Viewers then see that something was sent, but not what.</span>
        </span>
      </label>
      <Field
        label="Addresses you send from"
        error={ipError && `${lines[Number(ipError.path.split(".")[1])] ?? "It"} ${ipError.message}.`}
        hint={
          fixed
            ? "POSTHORN_EGRESS_IPS sets them: change them there, and restart."
            : "One per line, addresses or networks. Published to receivers at /api/v1/egress-ips for their firewalls."
        }
      >
        <Textarea
          rows={4}
          readOnly={fixed}
          spellCheck={false}
          className="font-mono"
          placeholder="203.0.113.7"
          value={ips}
          onChange={(event) => setIps(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" className="w-fit" busy={busy} disabled={!isDirty}>
        Save changes
      </Button>
    </form>
  );
}
