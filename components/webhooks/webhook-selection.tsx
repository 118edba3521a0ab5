"use client";

import { Pause, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { SelectionBar } from "#components/ui/selection-bar";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import { plural } from "#lib/text/plural";
import type { WebhookListItem } from "#lib/webhooks/list-webhook-items";

type Bulk = ActionResult<{ done: number; refused: string[] }>;

export interface WebhookBulkActions {
  pause: (ids: string[]) => Promise<Bulk>;
  resume: (ids: string[], sendHeld: boolean) => Promise<Bulk>;
  remove: (ids: string[]) => Promise<Bulk>;
}

type Verb = "pause" | "resume" | "delete";
const DONE: Record<Verb, string> = { pause: "paused", resume: "resumed", delete: "deleted" };
const LABEL: Record<Verb, string> = { pause: "Pause", resume: "Resume", delete: "Delete" };
const MAX_NAMES = 8;

interface Props {
  selected: WebhookListItem[];
  actions: WebhookBulkActions;
  clear: () => void;
}

/** What can be done with the webhooks that are ticked. Each asks before. */
export function WebhookSelection({ selected, actions, clear }: Props) {
  const [asking, setAsking] = useState<Verb | null>(null);
  const [busy, setBusy] = useState(false);
  const [sendHeld, setSendHeld] = useState(true);
  const [typed, setTyped] = useState("");
  const active = selected.filter(({ status }) => status === "active");
  const stopped = selected.filter(({ status }) => status !== "active");
  const concerned = asking === "pause" ? active : asking === "resume" ? stopped : selected;
  const held = concerned.reduce((sum, one) => sum + one.held, 0);

  async function run(verb: Verb) {
    setBusy(true);
    const ids = concerned.map(({ id }) => id);
    const call = {
      pause: actions.pause,
      resume: (all: string[]) => actions.resume(all, sendHeld),
      delete: actions.remove,
    };
    const result = await call[verb](ids).catch(() => null);
    setBusy(false);
    setAsking(null);
    if (!result?.ok) {
      return void toast.error(`Not ${DONE[verb]}`, result?.message ?? "The server could not be reached. Try again.");
    }
    const { done, refused } = result.data;
    clear();
    if (done > 0) toast.success(`${plural(done, "webhook", "webhooks")} ${DONE[verb]}`);
    if (refused.length > 0)
      toast.error(`${plural(refused.length, "webhook", "webhooks")} not ${DONE[verb]}`, refused[0]);
  }
  const ask = (verb: Verb) => {
    setTyped("");
    setAsking(verb);
  };

  return (
    <SelectionBar count={selected.length} clear={clear}>
      <Button size="sm" disabled={active.length === 0} onClick={() => ask("pause")}>
        <Pause aria-hidden /> Pause
      </Button>
      <Button size="sm" disabled={stopped.length === 0} onClick={() => ask("resume")}>
        <Play aria-hidden /> Resume
      </Button>
      <Button size="sm" variant="danger" onClick={() => ask("delete")}>
        <Trash2 aria-hidden /> Delete
      </Button>
      <AlertDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking ? `${LABEL[asking]} ${plural(concerned.length, "webhook", "webhooks")}?` : ""}
        description={asking && <Consequence verb={asking} webhooks={concerned} />}
        confirmLabel={asking ? LABEL[asking] : ""}
        busy={busy}
        destructive={asking === "delete"}
        confirmDisabled={asking === "delete" && typed.trim() !== "delete"}
        onConfirm={() => asking && run(asking)}
      >
        {asking === "resume" && held > 0 && (
          <label className="flex items-center gap-2">
            <Checkbox checked={sendHeld} onCheckedChange={setSendHeld} />
            Send the {plural(held, "delivery", "deliveries")} held meanwhile
          </label>
        )}
        {asking === "delete" && (
          <Field label="Type delete to confirm">
            <Input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
          </Field>
        )}
      </AlertDialog>
    </SelectionBar>
  );
}

const CONSEQUENCE: Record<Verb, string> = {
  pause: "What waits and what arrives meanwhile is held, and can be sent later.",
  resume: "They receive events again from now on.",
  delete: "What still waits is canceled and their secrets are destroyed. Their logs stay. This can't be undone.",
};

function Consequence({ verb, webhooks }: { verb: Verb; webhooks: WebhookListItem[] }) {
  const others = webhooks.length - MAX_NAMES;
  return (
    <>
      <p>{CONSEQUENCE[verb]}</p>
      <ul className="mt-2 list-disc pl-5 text-ink">
        {webhooks.slice(0, MAX_NAMES).map(({ id, name }) => (
          <li key={id} className="wrap-anywhere">
            <bdi>{name}</bdi>
          </li>
        ))}
        {others > 0 && <li>and {others} more</li>}
      </ul>
    </>
  );
}
