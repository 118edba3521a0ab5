"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import { TestResult } from "#components/webhooks/test-result";
import type { ActionResult } from "#lib/actions/action-result";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { prettyJson } from "#lib/json/pretty";
import type { TestEventInput } from "#lib/webhooks/webhook-schema";

export interface SendTestProps {
  workspace: string;
  /** The event types the reader may send; `example` is JSON text. */
  types: { name: string; example: string }[];
  /** Chosen at first: one that the webhook subscribes to. */
  defaultType: string;
  send: (input: TestEventInput) => Promise<ActionResult<DeliveryView>>;
  /** Without the payload editor. */
  compact?: boolean;
}

/** Sends a test event through the real pipeline and shows how it went. */
export function SendTest({ workspace, types, defaultType, send, compact = false }: SendTestProps) {
  const [type, setType] = useState(defaultType);
  const example = prettyJson(types.find((candidate) => candidate.name === type)?.example ?? "{}");
  const [edited, setEdited] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const problem = edited === null ? undefined : jsonProblem(edited);

  async function run() {
    if (problem) return;
    setBusy(true);
    setError(undefined);
    // An unchanged sample is not sent along, so that it goes out exactly as the catalogue has it.
    const input = edited === null || edited === example ? { type } : { type, data: JSON.parse(edited) };
    const result = await send(input).catch(() => null);
    setBusy(false);
    if (result?.ok) return setDeliveryId(result.data.id);
    setDeliveryId(null);
    setError(result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Event type" className="min-w-0">
          <Select
            className="min-w-56 font-mono text-xs max-sm:w-full"
            options={types.map(({ name }) => ({ value: name, label: name }))}
            value={type}
            onValueChange={(next) => {
              setType(next);
              setEdited(null);
            }}
          />
        </Field>
        <Button variant="primary" busy={busy} disabled={Boolean(problem)} onClick={run}>
          {!busy && <Send aria-hidden />} Send test
        </Button>
      </div>
      {!compact && (
        <Field
          label="Data"
          error={problem}
          hint="The sample of this event type, yours to change. The rest of the request is added as for a real event."
        >
          <Textarea
            rows={12}
            spellCheck={false}
            className="font-mono text-xs leading-5"
            value={edited ?? example}
            onChange={(event) => setEdited(event.target.value)}
          />
        </Field>
      )}
      {error && (
        <Notice tone="bad" alert title="Not sent">
          {error}
        </Notice>
      )}
      {deliveryId && <TestResult key={deliveryId} workspace={workspace} deliveryId={deliveryId} />}
    </div>
  );
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not valid JSON: ${(error as Error).message}`;
  }
}
