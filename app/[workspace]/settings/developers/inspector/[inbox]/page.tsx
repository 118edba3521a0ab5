import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { clearInboxAction, configureInboxAction } from "#app/_actions/inboxes";
import { orNotFound, pageContext } from "#app/_lib/session";
import { AnswerControls } from "#components/inspector/answer-controls";
import { ClearButton } from "#components/inspector/clear-button";
import { InboxRequests } from "#components/inspector/inbox-requests";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { getInbox } from "#lib/inbox/get-inbox";
import { listInboxRequests } from "#lib/inbox/list-inbox-requests";

export const metadata: Metadata = { title: "Inbox" };

export default async function InboxPage({ params }: { params: Promise<{ workspace: string; inbox: string }> }) {
  const { workspace, inbox: id } = await params;
  const ctx = await pageContext(workspace);
  const inbox = await orNotFound(getInbox(ctx, id));
  const requests = await listInboxRequests(ctx, inbox.id);
  const mayWrite = isAllowed(ctx, "inboxes:write");
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Developers" },
          { label: "Inspector", href: developerPath(workspace, "inspector") },
          { label: inbox.name },
        ]}
        title={<bdi>{inbox.name}</bdi>}
        description={
          <span className="flex items-center gap-1">
            <span className="truncate font-mono text-xs">{inbox.url}</span>
            <CopyButton value={inbox.url} label="Copy URL" className="-my-1.5" />
          </span>
        }
        actions={
          mayWrite && (
            <>
              <ClearButton clear={clearInboxAction.bind(null, workspace, inbox.id)} />
              <ButtonLink href={withQuery(developerPath(workspace, "webhooks", "new"), { url: inbox.url })}>
                <Webhook aria-hidden /> Create webhook to it
              </ButtonLink>
            </>
          )
        }
      />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <InboxRequests workspace={workspace} inbox={inbox} initial={requests} />
        <section aria-labelledby="answer" className="grid gap-2 max-lg:order-first">
          <h2 id="answer" className="font-semibold">
            How it answers
          </h2>
          <AnswerControls
            initial={inbox.answer}
            configure={mayWrite ? configureInboxAction.bind(null, workspace, inbox.id) : null}
          />
        </section>
      </div>
    </>
  );
}
