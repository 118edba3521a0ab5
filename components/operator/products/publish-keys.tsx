"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { CreateKeyDialog } from "#components/operator/products/create-key-dialog";
import { KeyActions } from "#components/operator/products/key-actions";
import { KeyOnce } from "#components/operator/products/key-once";
import { Badge } from "#components/ui/badge";
import { EmptyState } from "#components/ui/empty-state";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { ActionResult } from "#lib/actions/action-result";
import { cn } from "#lib/class-names";
import type { PublishKeyInput, RotateKeyInput } from "#lib/keys/key-schema";
import type { PublishKeyView } from "#lib/keys/key-view";

export interface NewKey {
  key: PublishKeyView;
  token: string;
}

export interface KeyCalls {
  create: (input: PublishKeyInput) => Promise<ActionResult<NewKey>>;
  rotate: (id: string, input: RotateKeyInput) => Promise<ActionResult<NewKey>>;
  revoke: (id: string) => Promise<ActionResult<PublishKeyView>>;
}

const CLASS = {
  name: "min-w-36",
  key: "w-44 max-sm:hidden",
  state: "w-40",
  used: "w-32 whitespace-nowrap max-md:hidden",
  created: "w-44 max-lg:hidden",
  actions: "w-12 text-right",
};

/** A product's publish keys, newest first; a new one is shown once. */
export function PublishKeys({ keys, url, ...calls }: KeyCalls & { keys: PublishKeyView[]; url: string }) {
  const [made, setMade] = useState<NewKey | null>(null);
  return (
    <section aria-label="Keys" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-ink-muted">
          Your backend publishes this product’s events with one. Give each environment its own, so that one can be
          replaced without the others.
        </p>
        {keys.length > 0 && <CreateKeyDialog create={calls.create} onMade={setMade} />}
      </div>
      {keys.length === 0 ? (
        <EmptyState
          icon={<KeyRound aria-hidden />}
          title="No publish key yet"
          actions={<CreateKeyDialog create={calls.create} onMade={setMade} />}
        >
          A key is shown once, when it is made. Only its SHA-256 is kept.
        </EmptyState>
      ) : (
        <KeyTable keys={keys} calls={calls} onMade={setMade} />
      )}
      <KeyOnce made={made} url={url} onClose={() => setMade(null)} />
    </section>
  );
}

function KeyTable({
  keys,
  calls,
  onMade,
}: {
  keys: PublishKeyView[];
  calls: KeyCalls;
  onMade: (made: NewKey) => void;
}) {
  return (
    <Table label="Publish keys">
      <thead>
        <tr>
          <TableHead className={CLASS.name}>Name</TableHead>
          <TableHead className={CLASS.key}>Key</TableHead>
          <TableHead className={CLASS.state}>State</TableHead>
          <TableHead className={CLASS.used}>Last used</TableHead>
          <TableHead className={CLASS.created}>Made</TableHead>
          <TableHead className={CLASS.actions}>
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const ended = key.revokedAt !== null || isPast(key.expiresAt);
          return (
            <TableRow key={key.id} className={cn(ended && "text-ink-muted")}>
              <TableCell className={CLASS.name}>{key.name}</TableCell>
              <TableCell className={cn("font-mono text-xs", CLASS.key)}>
                {key.prefix}…{key.last4}
              </TableCell>
              <TableCell className={CLASS.state}>
                <KeyState view={key} />
              </TableCell>
              <TableCell className={CLASS.used}>
                {key.lastUsedAt ? <RelativeTime date={key.lastUsedAt} /> : "never"}
              </TableCell>
              <TableCell className={CLASS.created}>
                {key.createdBy?.name ?? "a program"}, <RelativeTime date={key.createdAt} />
              </TableCell>
              <TableCell className={CLASS.actions}>
                {!ended && <KeyActions view={key} rotate={calls.rotate} revoke={calls.revoke} onMade={onMade} />}
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}

const isPast = (date: string | null) => date !== null && Date.parse(date) <= Date.now();

function KeyState({ view: { revokedAt, expiresAt, replacedBy } }: { view: PublishKeyView }) {
  if (revokedAt) return <Badge>Revoked</Badge>;
  if (expiresAt && isPast(expiresAt)) return <Badge>Expired</Badge>;
  if (expiresAt) {
    return (
      <span className="flex flex-wrap items-center gap-1.5">
        <Badge tone={replacedBy ? "warn" : "good"}>{replacedBy ? "Replaced" : "Works"}</Badge>
        <span className="text-xs text-ink-muted">
          ends <RelativeTime date={expiresAt} />
        </span>
      </span>
    );
  }
  return <Badge tone="good">Works</Badge>;
}
