import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { createInboxAction } from "#app/_actions/inboxes";
import { pageContext } from "#app/_lib/session";
import { answerText } from "#components/inspector/answer-text";
import { CreateInbox } from "#components/inspector/create-inbox";
import { PageHeader } from "#components/shell/page-header";
import { CopyButton } from "#components/ui/copy-button";
import { EmptyState } from "#components/ui/empty-state";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";
import type { InboxView } from "#lib/inbox/inbox-view";
import { listInboxes } from "#lib/inbox/list-inboxes";

export const metadata: Metadata = { title: "Inspector" };

export default async function InspectorPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const ctx = await pageContext(workspace);
  const inboxes = await listInboxes(ctx);
  const create = isAllowed(ctx, "inboxes:write") && (
    <CreateInbox workspace={workspace} create={createInboxAction.bind(null, workspace)} />
  );
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Inspector" }]}
        title="Inspector"
        description="Receivers of our own: see what a webhook sends, check its signature, and try what happens when a server fails."
        actions={inboxes.length > 0 && create}
      />
      {inboxes.length === 0 ? (
        <EmptyState icon={<Inbox aria-hidden />} title="See a webhook arrive" actions={create}>
          An inbox is a URL that takes whatever is posted to it. Point a webhook there, send a test event, and watch it
          come in with its signature checked. Then let the inbox answer 500 and see the retries.
          {!create && " Developers, admins and owners create them."}
        </EmptyState>
      ) : (
        <InboxTable workspace={workspace} inboxes={inboxes} />
      )}
    </>
  );
}

function InboxTable({ workspace, inboxes }: { workspace: string; inboxes: InboxView[] }) {
  return (
    <Table label="Inboxes">
      <thead>
        <tr>
          <TableHead>Inbox</TableHead>
          <TableHead className="hidden sm:table-cell">URL</TableHead>
          <TableHead>Answer</TableHead>
          <TableHead className="hidden md:table-cell">Created</TableHead>
        </tr>
      </thead>
      <tbody>
        {inboxes.map((inbox) => (
          <TableRow key={inbox.id} className="relative transition-colors hover:bg-hover">
            <TableCell className="w-1/4 max-w-0 min-w-32 truncate">
              <Link
                href={developerPath(workspace, "inspector", inbox.id)}
                className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                <bdi>{inbox.name}</bdi>
              </Link>
            </TableCell>
            <TableCell className="hidden w-1/2 max-w-0 sm:table-cell">
              <span className="flex items-center gap-1">
                <span className="truncate font-mono text-xs text-ink-muted">{inbox.url}</span>
                <CopyButton value={inbox.url} label={`Copy the URL of ${inbox.name}`} />
              </span>
            </TableCell>
            <TableCell className="whitespace-nowrap">{answerText(inbox.answer)}</TableCell>
            <TableCell className="hidden whitespace-nowrap md:table-cell">
              <RelativeTime date={inbox.createdAt} className="text-ink-soft" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
