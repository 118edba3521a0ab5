"use client";

import { Ellipsis, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { KeyCalls, NewKey } from "#components/operator/products/publish-keys";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toast";
import type { PublishKeyView } from "#lib/keys/key-view";

const UNREACHABLE = "The server could not be reached. Try again.";
const OVERLAPS = [
  { value: "86400", label: "1 day" },
  { value: "3600", label: "1 hour" },
  { value: "604800", label: "7 days" },
  { value: "2592000", label: "30 days" },
  { value: "0", label: "It ends at once" },
];

interface Props extends Pick<KeyCalls, "rotate" | "revoke"> {
  view: PublishKeyView;
  onMade: (made: NewKey) => void;
}

/** Replaces a key with an overlap, or ends it. */
export function KeyActions({ view: { id, name, replacedBy }, rotate, revoke, onMade }: Props) {
  const [asking, setAsking] = useState<"rotate" | "revoke">();
  const [overlap, setOverlap] = useState("86400");
  const [busy, setBusy] = useState(false);

  async function run<T>(
    call: () => Promise<{ ok: true; data: T } | { ok: false; message: string }>,
    done: (data: T) => void,
  ) {
    setBusy(true);
    const result = await call().catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not changed", result?.message ?? UNREACHABLE);
    setAsking(undefined);
    done(result.data);
  }

  return (
    <>
      <Menu>
        <MenuTrigger render={<Button variant="ghost" size="icon-sm" aria-label={`Actions for ${name}`} />}>
          <Ellipsis aria-hidden />
        </MenuTrigger>
        <MenuContent align="end">
          {replacedBy === null && (
            <MenuItem onClick={() => setAsking("rotate")}>
              <RefreshCw aria-hidden /> Rotate…
            </MenuItem>
          )}
          <MenuItem onClick={() => setAsking("revoke")}>
            <Trash2 aria-hidden /> Revoke…
          </MenuItem>
        </MenuContent>
      </Menu>
      <AlertDialog
        open={asking === "rotate"}
        onOpenChange={() => setAsking(undefined)}
        title={`Rotate “${name}”?`}
        description="A new key takes its place. The old one goes on working for as long as you say, so that your backend can change without a refused request."
        confirmLabel="Rotate key"
        busy={busy}
        onConfirm={() => run(() => rotate(id, { overlapSeconds: Number(overlap) }), onMade)}
      >
        <Field label="The old key works for another">
          <Select options={OVERLAPS} value={overlap} onValueChange={setOverlap} />
        </Field>
      </AlertDialog>
      <AlertDialog
        open={asking === "revoke"}
        onOpenChange={() => setAsking(undefined)}
        title={`Revoke “${name}”?`}
        description="Whoever publishes with it is refused within five seconds, for good. Rotate it instead if your backend still uses it."
        confirmLabel="Revoke key"
        destructive
        busy={busy}
        onConfirm={() =>
          run(
            () => revoke(id),
            () => toast.success("Key revoked"),
          )
        }
      />
    </>
  );
}
