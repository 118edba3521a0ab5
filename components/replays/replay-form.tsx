"use client";

import { useState } from "react";
import { countLabel, PreviewLine } from "#components/replays/preview-line";
import { ReplayChoice } from "#components/replays/replay-choice";
import { type Draft, type ReplayRequest, repeatsSuccesses } from "#components/replays/replay-request";
import { usePreview } from "#components/replays/use-preview";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Field, FieldError } from "#components/ui/field";
import { Select } from "#components/ui/select";
import type { ActionResult } from "#lib/actions/action-result";
import type { ReplayPreview } from "#lib/replays/preview-replay";
import { MAX_REPLAY_RATE, REPLAY_RATE } from "#lib/replays/replay-options";
import type { ReplayView } from "#lib/replays/replay-view";

export interface ReplayActions {
  preview: (webhookId: string | null, input: ReplayRequest["input"]) => Promise<ActionResult<ReplayPreview>>;
  start: (webhookId: string | null, input: ReplayRequest["input"]) => Promise<ActionResult<ReplayView>>;
  cancel: (id: string) => Promise<ActionResult<ReplayView>>;
}

const RATES = [10, 50, REPLAY_RATE, 500, MAX_REPLAY_RATE].map((rate) => ({
  value: String(rate),
  label: `${rate} per second`,
}));

interface Props {
  actions: ReplayActions;
  /** The webhook the page is about or is filtered by. */
  webhookId: string | null;
  webhooks: { id: string; name: string }[] | null;
  filters: string;
  toRequest: (draft: Draft) => ReplayRequest | null;
  close: () => void;
}

/** What to send again and how fast, with a count before anything is sent. */
export function ReplayForm({ actions, webhookId, webhooks, filters, toRequest, close }: Props) {
  const [draft, setDraft] = useState<Draft>({
    choice: "matching",
    range: "24h",
    webhook: webhookId,
    ratePerSecond: REPLAY_RATE,
  });
  const [isSure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const request = toRequest(draft);
  const preview = usePreview(request, actions.preview);
  const mustConfirm = request !== null && repeatsSuccesses(request);
  const isReady = preview?.ok === true && preview.data.count > 0 && (isSure || !mustConfirm);

  async function start() {
    if (!request) return;
    setBusy(true);
    const result = await actions.start(request.webhookId, request.input).catch(() => null);
    setBusy(false);
    if (result?.ok) close();
    else setError(result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <>
      <ReplayChoice
        draft={draft}
        onChange={(change) => {
          setDraft((before) => ({ ...before, ...change }));
          setError(undefined);
        }}
        filters={filters}
        webhooks={webhooks}
      />
      <PreviewLine
        preview={preview}
        idle={
          request
            ? null
            : draft.choice === "missing"
              ? "Choose the webhook that missed events."
              : "What is pending is on its way already. Choose another status."
        }
      />
      {mustConfirm && (
        <label className="flex items-start gap-2.5">
          <Checkbox checked={isSure} onCheckedChange={setSure} className="mt-0.5" />
          <span>Also those that succeeded: their receivers get them a second time.</span>
        </label>
      )}
      <Field label="Speed" hint="New events go first in any case.">
        <Select
          className="w-40"
          options={RATES}
          value={String(draft.ratePerSecond)}
          onValueChange={(value) => setDraft((before) => ({ ...before, ratePerSecond: Number(value) }))}
        />
      </Field>
      <FieldError message={error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" disabled={!isReady} busy={busy} onClick={start}>
          {preview?.ok && preview.data.count > 0 ? `Replay ${countLabel(preview.data)}` : "Replay"}
        </Button>
      </div>
    </>
  );
}
