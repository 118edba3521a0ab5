"use client";

import { RotateCcw, Send } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import { schemaProblems } from "#components/webhooks/schema-problems";
import { TestResult } from "#components/webhooks/test-result";
import type { ActionResult } from "#lib/actions/action-result";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { prettyJson } from "#lib/json/pretty";
import type { TestEventInput } from "#lib/webhooks/webhook-schema";

const SETTLE_MS = 300;
const MAX_DIFFERENCES = 5;

export interface SendTestProps {
  workspace: string;
  /** The event types the reader may send; `example` is JSON text. */
  types: { name: string; example: string; schema: unknown }[];
  /** Chosen at first: one that the webhook subscribes to. */
  defaultType: string;
  send: (input: TestEventInput) => Promise<ActionResult<DeliveryView>>;
  /** What the webhook is instead of active: a test is sent all the same, once. */
  resting?: "paused" | "disabled" | null;
  /** Without the payload editor. */
  compact?: boolean;
}

/** Sends a test event through the real pipeline and shows how it went. */
export function SendTest({ workspace, types, defaultType, send, resting = null, compact = false }: SendTestProps) {
  const [type, setType] = useState(defaultType);
  const chosen = types.find((candidate) => candidate.name === type);
  const example = prettyJson(chosen?.example ?? "{}");
  const [edited, setEdited] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const problem = edited === null ? undefined : jsonProblem(edited);
  const differences = useDifferences(chosen?.schema ?? null, edited);

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
      {!compact && edited !== null && edited !== example && (
        <Button size="sm" variant="ghost" className="-mt-2 w-fit" onClick={() => setEdited(null)}>
          <RotateCcw aria-hidden /> Back to the sample
        </Button>
      )}
      {differences.length > 0 && (
        <Notice tone="warn" title={`This is not what ${type} looks like`}>
          <ul className="list-disc pl-4">
            {differences.slice(0, MAX_DIFFERENCES).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          It is sent all the same, to see what your server makes of it.
        </Notice>
      )}
      {resting && (
        <Notice tone="info">This webhook is {resting}. The test is sent all the same, once; nothing else is.</Notice>
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

/** How edited data differs from the event type's schema, checked when typing rests. */
function useDifferences(schema: unknown, edited: string | null): string[] {
  const [found, setFound] = useState<{ text: string; differences: string[] } | null>(null);
  useEffect(() => {
    if (schema === null || edited === null || jsonProblem(edited)) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const differences = await schemaProblems(schema, JSON.parse(edited));
      if (isCurrent) setFound({ text: edited, differences });
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [schema, edited]);
  return found && found.text === edited ? found.differences : [];
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is not valid JSON: ${(error as Error).message}`;
  }
}
