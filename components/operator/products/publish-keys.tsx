import { KeyRound } from "lucide-react";
import { KeyStatus } from "#components/keys/key-status";
import { CreateKeyDialog } from "#components/operator/products/create-key-dialog";
import type { KeyCalls } from "#components/operator/products/key-calls";
import { PublishKeyMenu } from "#components/operator/products/publish-key-menu";
import { EmptyState } from "#components/ui/empty-state";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";
import { keyState } from "#lib/keys/key-state";
import type { PublishKeyView } from "#lib/keys/key-view";

const CLASS = {
  name: "min-w-32",
  key: "w-44 max-md:hidden",
  state: "w-36",
  used: "w-32 whitespace-nowrap max-sm:hidden",
  created: "w-52 max-lg:hidden",
  actions: "w-12 text-right",
};

interface Props extends KeyCalls {
  keys: PublishKeyView[];
  url: string;
  nowMs: number;
}

/** A product's publish keys, newest first; a new one is shown once. */
export function PublishKeys({ keys, url, nowMs, ...calls }: Props) {
  const create = <CreateKeyDialog create={calls.create} url={url} />;
  return (
    <section aria-label="Keys" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-ink-muted">
          Your backend publishes this product’s events with one. Give each environment its own, so that one can be
          replaced without the others.
        </p>
        {keys.length > 0 && create}
      </div>
      {keys.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title="No publish key yet" actions={create}>
          A key is shown once, when it is made. Only its SHA-256 is kept.
        </EmptyState>
      ) : (
        <Table label="Publish keys">
          <thead>
            <tr>
              <TableHead className={CLASS.name}>Name</TableHead>
              <TableHead className={CLASS.key}>Key</TableHead>
              <TableHead className={CLASS.state}>Status</TableHead>
              <TableHead className={CLASS.used}>Last used</TableHead>
              <TableHead className={CLASS.created}>Made</TableHead>
              <TableHead className={CLASS.actions}>
                <span className="sr-only">Actions</span>
              </TableHead>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} value={key} url={url} nowMs={nowMs} {...calls} />
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function KeyRow({ value, url, nowMs, ...calls }: { value: PublishKeyView; url: string; nowMs: number } & KeyCalls) {
  const hasEnded = ["revoked", "expired"].includes(keyState(value, nowMs));
  return (
    <TableRow className={cn(hasEnded && "text-ink-muted")}>
      <TableCell className={cn("wrap-anywhere", CLASS.name)}>{value.name}</TableCell>
      <TableCell className={cn("font-mono text-xs", CLASS.key)}>
        {value.prefix}…{value.last4}
      </TableCell>
      <TableCell className={CLASS.state}>
        <KeyStatus value={value} nowMs={nowMs} />
      </TableCell>
      <TableCell className={CLASS.used}>
        {value.lastUsedAt ? <RelativeTime date={value.lastUsedAt} /> : "never"}
      </TableCell>
      <TableCell className={CLASS.created}>
        {value.createdBy?.name ?? "a program"}, <RelativeTime date={value.createdAt} />
      </TableCell>
      <TableCell className={CLASS.actions}>
        {!hasEnded && <PublishKeyMenu value={value} url={url} rotate={calls.rotate} revoke={calls.revoke} />}
      </TableCell>
    </TableRow>
  );
}
